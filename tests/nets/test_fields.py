"""Receptive fields, against networks that are lit one pixel at a time; and laws that hold between the ways to ask."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from app.nets.errors import UnknownUnit
from app.nets.fields import Field, field_of, reached, trace
from app.nets.graph import INPUT, Graph, graph_of
from app.nets.layers import Architecture
from app.nets.module import Network
from app.nets.patches import Box
from app.nets.sights import summaries
from tests.nets.architectures import Layer, graphs, units


def graph(shape: tuple[int, int, int], *layers: Layer) -> Graph:
    return graph_of(Architecture.model_validate({"input": list(shape), "layers": list(layers)}))


def conv(kernel: int, filters: int = 1, **rest: object) -> Layer:
    return {"type": "conv", "filters": filters, "kernel": kernel, **rest}


def answering_with_light(graph: Graph) -> Network:
    """Positive weights and no biases: dark pictures give 0 everywhere, and nothing that is lit can cancel out."""
    network = Network(graph).eval().double()
    for name, parameter in network.named_parameters():
        parameter.data.zero_() if name.endswith("bias") else parameter.data.uniform_(0.5, 1.5)
    return network


def one_by_one(graph: Graph, name: str) -> Tensor:
    """The layer's values [C, H, W, …] for each of the H·W pictures in which one pixel is lit, in all channels."""
    channels, height, width = graph[INPUT].shape
    pictures = torch.eye(height * width, dtype=torch.float64).reshape(-1, 1, height, width)
    with torch.inference_mode():
        return answering_with_light(graph).run(pictures.repeat(1, channels, 1, 1), (name,))[name]


def box_around(lit: Tensor) -> Box | None:
    """The smallest box around the cells [H, W] that are not 0."""
    rows, columns = (torch.nonzero(lit.any(axis)).flatten().tolist() for axis in (1, 0))
    return (rows[0], columns[0], rows[-1] + 1, columns[-1] + 1) if rows else None


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_unit_s_field_is_the_box_around_the_pixels_that_light_it(data: st.DataObject) -> None:
    graph = data.draw(graphs())
    name, unit = data.draw(units(graph))
    lit = torch.stack([values[unit] > 0 for values in one_by_one(graph, name)])
    assert field_of(graph, name, unit).box == box_around(lit.reshape(graph[INPUT].shape[1:]))


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_what_a_pixel_reaches_is_what_it_lights(data: st.DataObject) -> None:
    graph = data.draw(graphs())
    name, _ = data.draw(units(graph))
    channel, row, column = [data.draw(st.integers(0, n - 1)) for n in graph[INPUT].shape]
    picture = torch.zeros(1, *graph[INPUT].shape, dtype=torch.float64)
    picture[0, channel, row, column] = 1
    with torch.inference_mode():
        lit = answering_with_light(graph).run(picture, (name,))[name][0] > 0
    lit = lit if graph[name].spatial else lit[:, None, None]  # a row of numbers is maps of one cell
    cone = reached(graph, INPUT, (channel, row, column), name)
    if cone is None or graph[name].type == "flatten":  # of a flattened map, all cells between are named
        assert cone or not lit.any()
        return
    channels = torch.nonzero(lit.flatten(1).any(1)).flatten().tolist()
    assert (cone.box, cone.channels) == (box_around(lit.any(0)), range(channels[0], channels[-1] + 1))


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_the_picture_s_part_lies_within_what_the_geometry_says(data: st.DataObject) -> None:
    graph = data.draw(graphs())
    field = field_of(graph, *data.draw(units(graph)))
    if field.box is not None:
        assert field.unclipped_box is not None
        assert all(cut >= free for cut, free in zip(field.box[:2], field.unclipped_box[:2], strict=True))
        assert all(cut <= free for cut, free in zip(field.box[2:], field.unclipped_box[2:], strict=True))


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_layer_s_summary_is_that_of_its_units(data: st.DataObject) -> None:
    """Without groups and concatenations, where each channel has a field of its own."""
    graph = data.draw(graphs().filter(_channels_see_alike))
    name = data.draw(st.sampled_from(list(graph.nodes)))
    node, sight = graph[name], summaries(graph)[name]
    height, width = node.shape[1:] if node.spatial else (1, 1)
    at = [(0, row, column) for row in range(height) for column in range(width)] if node.spatial else [(0,)]
    if node.type == "flatten":
        return
    boxes = [box for unit in at if (box := field_of(graph, name, unit).unclipped_box)]
    sizes = [(bottom - top, right - left) for top, left, bottom, right in boxes]
    if len(boxes) == len(at):
        assert sight.size == (max(size[0] for size in sizes), max(size[1] for size in sizes))
        assert sight.start == boxes[0][:2]


def _channels_see_alike(graph: Graph) -> bool:
    return all(node.type != "concat" and getattr(node.layer, "groups", 1) == 1 for node in graph.nodes.values())


@pytest.mark.parametrize(("depth", "size"), [(1, 3), (2, 5), (3, 7), (10, 21)])
def test_every_3_by_3_layer_adds_two_rows(depth: int, size: int) -> None:
    stacked = graph((1, 32, 32), *[conv(3, padding=1)] * depth)
    assert summaries(stacked)[f"conv{depth}"].size == (size, size)


def test_dilation_lets_the_field_grow_without_depth() -> None:
    spread = graph((1, 32, 32), *(conv(3, padding="same", dilation=2**i) for i in range(3)))
    assert summaries(spread)["conv3"].size == (15, 15)


def test_a_dilated_unit_in_the_corner_does_not_see_the_gap_before_its_first_real_cell() -> None:
    spread = graph((1, 7, 7), conv(3, padding=1, dilation=2))
    assert field_of(spread, "conv1", (0, 0, 0)) == Field((1, 1, 4, 4), (-1, -1, 4, 4))


def test_rows_that_a_stride_leaves_over_are_nobody_s_even_behind_padding() -> None:
    """Of 7 rows, a window of 2 with stride 3 reads 0, 1, 3, 4; a third window, in the padding, would read the rest."""
    left_over = graph((1, 7, 7), conv(2, stride=3), conv(3, padding=1))
    assert field_of(left_over, "conv2", (0, 1, 1)) == Field((0, 0, 5, 5), (0, 0, 8, 8))


def test_a_unit_behind_a_concatenation_sees_through_its_own_branch() -> None:
    ways: Layer = {"type": "branches", "branches": [[conv(1)], [conv(5, padding=2)]]}
    mixed = graph((1, 9, 9), ways)
    narrow, wide = (field_of(mixed, "branches1.concat", (channel, 4, 4)).box for channel in (0, 1))
    assert (narrow, wide) == ((4, 4, 5, 5), (2, 2, 7, 7))
    assert summaries(mixed)["branches1.concat"].size == (5, 5)


def test_a_depthwise_convolution_keeps_the_branches_apart() -> None:
    ways: Layer = {"type": "branches", "branches": [[conv(1)], [conv(5, padding=2)]]}
    apart = graph((1, 9, 9), ways, conv(3, 2, padding=1, groups=2))
    assert field_of(apart, "conv1", (0, 4, 4)).box == (3, 3, 6, 6)


def test_a_flattened_unit_is_one_pixel_and_a_dense_one_sees_all() -> None:
    dense = graph((2, 3, 4), {"type": "flatten"}, {"type": "linear", "units": 2})
    assert field_of(dense, "flatten1", (17,)).box == (1, 1, 2, 2)
    assert field_of(dense, "linear1", (1,)).box == (0, 0, 3, 4)


def test_on_the_way_back_every_layer_has_its_box() -> None:
    stacked = graph((1, 8, 8), conv(3, padding=1), {"type": "pool", "kind": "max", "window": 2}, conv(3))
    assert trace(stacked, "conv2", (0, 0, 0)) == {
        INPUT: (0, 0, 7, 7),
        "conv1": (0, 0, 6, 6),
        "pool1": (0, 0, 3, 3),
        "conv2": (0, 0, 1, 1),
    }


def test_an_upsampled_map_steps_by_half_a_pixel() -> None:
    up = graph((1, 4, 4), {"type": "transposed-conv", "filters": 1, "kernel": 3, "stride": 2})
    sight = summaries(up)["upconv1"]
    assert (sight.size, sight.jump) == ((2, 2), (0.5, 0.5))


def test_branches_that_step_differently_have_no_jump_together() -> None:
    ways: Layer = {"type": "branches", "branches": [[conv(5)], [{"type": "pool", "kind": "max", "window": 2}]]}
    sight = summaries(graph((1, 8, 8), ways))["branches1.concat"]
    assert (sight.size, sight.jump) == ((5, 5), (None, None))


def test_of_a_wide_field_in_a_small_picture_most_is_padding() -> None:
    deep = graph((1, 5, 5), *[conv(3, padding=1)] * 4)
    assert summaries(deep)["conv4"].padding_share == pytest.approx(1 - 25 / 81)
    assert field_of(deep, "conv4", (0, 2, 2)).padding_share == pytest.approx(1 - 25 / 81)


def test_a_unit_wholly_in_the_padding_sees_nothing() -> None:
    blind = field_of(graph((1, 3, 3), conv(1, padding=1)), "conv1", (0, 0, 0))
    assert (blind.box, blind.unclipped_box, blind.padding_share) == (None, (-1, -1, 0, 0), 1.0)


@pytest.mark.parametrize("unit", [(0,), (0, 0, 8), (0, -1, 0), (1, 0, 0)])
def test_a_unit_that_is_not_there_is_refused_in_words(unit: tuple[int, ...]) -> None:
    with pytest.raises(
        UnknownUnit, match=r"conv1: There is no unit .*: a unit here is channel,row,column, up to 0,7,7"
    ):
        field_of(graph((1, 8, 8), conv(1)), "conv1", unit)
