"""One unit's arithmetic: it leads to the network's own value, and says where every number comes from."""

from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from app.nets.errors import UnknownLayer, UnknownUnit
from app.nets.module import Network
from app.nets.terms import MOST_CELLS
from app.nets.unit import Unit, needed_for, unit_of
from tests.nets.built import CONVOLUTIONS, GLOBAL_MEAN, JOINS, build, picture, random_units

NETWORKS = {"convolutions": CONVOLUTIONS, "joins": JOINS, "global mean": GLOBAL_MEAN}


def asked(network: Network, batch: Tensor, layer: str, *unit: int) -> Unit:
    return unit_of(network, network.run(batch, needed_for(network.graph, layer)), layer, unit)


def one_layer(layer: dict[str, Any], *cells: list[list[float]]) -> tuple[Network, Tensor]:
    batch = torch.tensor([cells])
    return build([layer], (batch.shape[1], batch.shape[2], batch.shape[3])), batch


def fixed(weights: Tensor) -> nn.Parameter:
    return nn.Parameter(weights, requires_grad=False)


@pytest.mark.parametrize("layers", NETWORKS.values(), ids=NETWORKS)
def test_a_thousand_units_of_every_kind_of_layer_agree_with_the_network(layers: list[dict[str, Any]]) -> None:
    network = build(layers)
    values = network.run(picture(network), network.graph.nodes)
    for layer, index in random_units(network, 1000):
        unit = unit_of(network, values, layer, index)
        for told in (unit, *unit["after"]):
            assert told["agrees"], told
            assert told["value"] == pytest.approx(told["captured"], rel=1e-4, abs=1e-6)


def test_terms_add_up_to_the_sum_and_the_bias_to_the_value() -> None:
    network = build(CONVOLUTIONS)
    unit = asked(network, picture(network), "conv2", 5, 3, 4)
    assert [term["channel"] for term in unit["terms"]] == [3, 4, 5], "the second group sees the second half"
    for term in unit["terms"]:
        patch, weights, products = (np.array(term[part]) for part in ("patch", "weights", "products"))
        np.testing.assert_allclose(patch * weights, products)
        assert term["sum"] == pytest.approx(float(products.sum()), abs=1e-12)
    assert unit["sum"] == pytest.approx(sum(term["sum"] for term in unit["terms"]), abs=1e-12)
    assert (unit["value"], unit["bias"], unit["formula"]) == (unit["sum"], None, "sum of all products")


def test_padding_is_read_as_zero_and_lies_outside_the_map() -> None:
    network, batch = one_layer({"type": "conv", "filters": 1, "kernel": 3, "padding": 1}, [[5.0, 6], [7, 8]])
    unit = asked(network, batch, "conv1", 0, 0, 0)
    assert unit["terms"][0]["patch"] == [[0, 0, 0], [0, 5, 6], [0, 7, 8]]
    assert (unit["rows"], unit["columns"]) == ([-1, 0, 1], [-1, 0, 1])
    assert unit["window"] == {"top": -1, "left": -1, "bottom": 2, "right": 2}


def test_a_dilation_s_gaps_are_left_out_of_the_patch_but_not_of_the_window() -> None:
    network, batch = one_layer({"type": "conv", "filters": 1, "kernel": [1, 2], "dilation": 3}, [[1.0, 2, 3, 4]])
    unit = asked(network, batch, "conv1", 0, 0, 0)
    assert (unit["terms"][0]["patch"], unit["columns"]) == ([[1, 4]], [0, 3])
    assert unit["window"] == {"top": 0, "left": 0, "bottom": 1, "right": 4}


def test_a_transposed_unit_lists_the_cells_whose_stamp_reaches_it() -> None:
    network, batch = one_layer({"type": "transposed-conv", "filters": 1, "kernel": [1, 3], "stride": 2}, [[1.0, 2, 3]])
    network.step("upconv1").weight = fixed(torch.tensor([[[[10.0, 20, 30]]]]))
    unit = asked(network, batch, "upconv1", 0, 0, 2)
    assert (unit["terms"][0]["patch"], unit["terms"][0]["weights"]) == ([[1, 2]], [[30, 10]])
    assert (unit["columns"], unit["sum"]) == ([0, 1], 50)


def test_an_output_that_no_stamp_reaches_is_its_bias() -> None:
    network, batch = one_layer({"type": "transposed-conv", "filters": 1, "kernel": 1, "stride": 2}, [[1.0, 2]])
    unit = asked(network, batch, "upconv1", 0, 0, 1)
    assert (unit["sum"], unit["window"], unit["value"]) == (0, None, unit["bias"])


def test_a_maximum_names_its_winner_and_never_the_padding() -> None:
    layer = {"type": "pool", "kind": "max", "window": 2, "padding": 1}
    network, batch = one_layer(layer, [[-5.0, -6], [-7, -8]])
    unit = asked(network, batch, "pool1", 0, 0, 0)
    assert (unit["value"], unit["numbers"], unit["terms"][0]["patch"]) == (
        -5,
        {"winner": [0, 0]},
        [[None, None], [None, -5]],
    )


@pytest.mark.parametrize(
    ("counted", "divisor", "patch"), [(True, 4, [[0, 0], [0, 8]]), (False, 1, [[None] * 2, [None, 8]])]
)
def test_an_average_says_what_it_is_divided_by(counted: bool, divisor: int, patch: object) -> None:
    layer = {"type": "pool", "kind": "avg", "window": 2, "padding": 1, "count_padding": counted}
    network, batch = one_layer(layer, [[8.0, 6], [7, 8]])
    unit = asked(network, batch, "pool1", 0, 0, 0)
    assert (unit["numbers"]["divisor"], unit["value"], unit["terms"][0]["patch"]) == (divisor, 8 / divisor, patch)


def test_the_value_is_followed_through_norm_and_activation() -> None:
    network = build(CONVOLUTIONS)
    unit = asked(network, picture(network), "conv1", 2, 1, 1)
    norm, leak = unit["after"]
    assert [norm["layer"], leak["layer"]] == ["norm1", "leaky-relu1"]
    assert norm["numbers"]["x"] == pytest.approx(unit["value"], rel=1e-5)
    told = norm["numbers"]
    scaled = (told["x"] - told["mean"]) / (told["variance"] + told["epsilon"]) ** 0.5 * told["weight"]
    assert norm["value"] == pytest.approx(scaled + (norm["bias"] or 0))
    assert leak["numbers"]["x"] == pytest.approx(norm["value"], rel=1e-5)


def test_a_value_that_several_layers_read_is_followed_no_further() -> None:
    network = build(JOINS)
    assert asked(network, picture(network), "conv1", 0, 0, 0)["after"] == []


def test_a_linear_unit_s_terms_are_the_maps_that_were_flattened() -> None:
    network = build(CONVOLUTIONS)
    unit = asked(network, picture(network), "linear1", 3)
    channels, height, width = network.graph["pool2"].shape
    assert [term["source"] for term in unit["terms"]] == ["pool2"] * channels
    assert np.array(unit["terms"][0]["weights"]).shape == (height, width)
    later = asked(network, picture(network), "linear2", 0)
    assert [term["channel"] for term in later["terms"]] == list(range(12))
    assert np.array(later["terms"][0]["patch"]).shape == (1, 1)


def test_a_softmax_is_told_with_all_its_rivals() -> None:
    network, batch = one_layer({"type": "activation", "function": "softmax"}, [[0.0]], [[1.0]], [[-1e3]])
    unit = asked(network, batch, "softmax1", 1, 0, 0)
    assert [term["sum"] for term in unit["terms"]] == [pytest.approx(np.exp(-1)), 1, 0]
    assert unit["value"] == pytest.approx(np.e / (1 + np.e))


def test_ways_that_meet_are_named() -> None:
    network = build(JOINS)
    unit = asked(network, picture(network), "residual1.add", 1, 2, 3)
    assert [term["source"] for term in unit["terms"]] == ["residual1.tanh1", "conv1"]
    joined = asked(network, picture(network), "branches1.concat", 4, 0, 0)
    assert [(term["source"], term["channel"]) for term in joined["terms"]] == [("branches1.branch2.upconv1", 0)]


def test_channels_that_add_most_come_first() -> None:
    network, batch = one_layer({"type": "conv", "filters": 1, "kernel": 1}, [[1.0]], [[-9.0]], [[3.0]])
    network.step("conv1").weight = fixed(torch.ones(1, 3, 1, 1))
    assert asked(network, batch, "conv1", 0, 0, 0)["strongest"] == [1, 2, 0]


def test_of_very_many_cells_the_weightiest_are_written_and_all_sums_are_told() -> None:
    channels = MOST_CELLS // 9 + 50
    network = build([{"type": "flatten"}, {"type": "linear", "units": 1}], (channels, 3, 3))
    unit = asked(network, picture(network), "linear1", 0)
    written = [term for term in unit["terms"] if term["patch"] is not None]
    least = min(abs(term["sum"]) for term in written)
    assert (unit["truncated"], len(unit["terms"]), len(written)) == (True, channels, MOST_CELLS // 9)
    assert all(abs(term["sum"]) <= least for term in unit["terms"] if term["patch"] is None)
    assert unit["agrees"]
    assert unit["sum"] == pytest.approx(sum(term["sum"] for term in unit["terms"]))


def test_disagreement_is_not_hidden() -> None:
    network = build(GLOBAL_MEAN)
    values = network.run(picture(network), network.graph.nodes)
    values["conv1"] = values["conv1"] * 1.001
    unit = unit_of(network, values, "conv1", (0, 0, 0))
    assert not unit["agrees"]
    assert unit["difference"] > 0


@pytest.mark.parametrize("index", [(0,), (0, 0), (3, 0, 0), (0, 12, 0), (-1, 0, 0), (0, 0, 0, 0)])
def test_a_unit_that_is_not_there_is_refused_with_the_layer(index: tuple[int, ...]) -> None:
    network = build(GLOBAL_MEAN)
    with pytest.raises(UnknownUnit, match="up to 2,11,9") as refusal:
        unit_of(network, {}, "conv1", index)
    assert refusal.value.layer == "conv1"


def test_a_layer_that_is_not_there_is_refused() -> None:
    with pytest.raises(UnknownLayer, match="conv9"):
        needed_for(build(GLOBAL_MEAN).graph, "conv9")
