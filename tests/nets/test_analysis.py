"""What an analysis says, against the module itself, and against numbers worked out by hand."""

import json
from math import prod
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from torch import Tensor, nn

from app.nets.analysis import analyse
from app.nets.graph import Graph, graph_of
from app.nets.layers import Architecture
from app.nets.module import Network
from tests.nets.architectures import Layer, graphs


def analysed(shape: tuple[int, int, int], *layers: Layer) -> dict[str, Any]:
    return analyse(graph_of(Architecture.model_validate({"input": list(shape), "layers": list(layers)})))


def counted_macs(network: Network, batch: Tensor) -> int:
    """Multiplications with a weight, counted while the network runs."""
    count = 0

    def after(module: nn.Module, inputs: tuple[Tensor], output: Tensor) -> None:
        nonlocal count
        if isinstance(module, nn.Conv2d | nn.Linear):  # each output value is a sum over one filter
            count += output[0].numel() * module.weight[0].numel()
        if isinstance(module, nn.ConvTranspose2d):  # each input value is multiplied with all it is stamped with
            count += inputs[0][0].numel() * module.weight[0].numel()

    hooks = [module.register_forward_hook(after) for module in network.modules()]
    network(batch)
    for hook in hooks:
        hook.remove()
    return count


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_shapes_parameters_bytes_and_work_are_those_of_the_module(graph: Graph) -> None:
    network, told = Network(graph).eval(), analyse(graph)
    batch = torch.zeros(1, *graph["input"].shape)
    with torch.inference_mode():
        values = network.run(batch, list(graph.nodes))
        assert told["macs"] == counted_macs(network, batch)
    assert told["parameters"] == sum(parameter.numel() for parameter in network.parameters())
    assert [layer["output_shape"] for layer in told["layers"]] == [list(v.shape[1:]) for v in values.values()]
    assert told["bytes"] == sum(value.nbytes for value in values.values())


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_an_analysis_is_json_and_its_layers_follow_their_inputs(graph: Graph) -> None:
    told = json.loads(json.dumps(analyse(graph), allow_nan=False))
    names = [layer["name"] for layer in told["layers"]]
    assert all(names.index(source) < names.index(reader) for source, reader in told["edges"])
    assert told["edges"] == [[source, layer["name"]] for layer in told["layers"] for source in layer["inputs"]]


def test_ten_5_by_5_filters_on_a_small_colour_picture() -> None:
    told = analysed((3, 32, 32), {"type": "conv", "filters": 10, "kernel": 5, "padding": "same"})
    assert (told["parameters"], told["macs"]) == (750 + 10, 1024 * 75 * 10)
    assert told["layers"][1] == {
        "name": "conv1", "type": "conv", "inputs": ["input"], "output_shape": [10, 32, 32],
        "kernel": [5, 5], "stride": [1, 1], "padding": [2, 2, 2, 2], "dilation": [1, 1], "groups": 1,
        "count_padding": None,
        "jump": [1, 1], "receptive_field": [5, 5], "start": [-2, -2], "padding_share": 0.0,
        "parameters": 760, "macs": 768_000, "bytes": 4 * 10 * 1024,
    }  # fmt: skip


def test_an_average_says_whether_its_padding_counts_and_a_maximum_is_not_asked() -> None:
    pool: Layer = {"type": "pool", "window": [3, 3], "padding": 1}
    told = analysed((1, 9, 9), {**pool, "kind": "avg", "count_padding": False}, {**pool, "kind": "max"})
    assert [layer["count_padding"] for layer in told["layers"]] == [None, False, None]


def test_sharing_a_kernel_of_three_saves_nearly_all_parameters_of_two_layers_of_five_units() -> None:
    thin: Layer = {"type": "conv", "filters": 1, "kernel": [1, 3], "padding": "same"}
    full: Layer = {"type": "linear", "units": 5}
    assert analysed((1, 1, 5), thin, thin)["parameters"] == 6 + 2
    assert analysed((1, 1, 5), {"type": "flatten"}, full, full)["parameters"] == (25 + 5) + (25 + 5)


def test_of_a_transposed_convolution_every_input_pixel_uses_every_weight() -> None:
    up: Layer = {"type": "transposed-conv", "filters": 3, "kernel": 2, "stride": 2, "bias": False}
    told = analysed((5, 4, 4), up)
    assert (told["parameters"], told["macs"]) == (5 * 3 * 4, 16 * 5 * 3 * 4)


def test_running_statistics_of_a_norm_are_not_parameters() -> None:
    assert analysed((7, 2, 2), {"type": "batch-norm"})["parameters"] == 14


def test_a_global_pool_s_window_is_the_map() -> None:
    pool = analysed((2, 6, 8), {"type": "global-pool"})["layers"][1]
    assert (pool["kernel"], pool["receptive_field"], pool["padding"]) == ([6, 8], [6, 8], [0, 0, 0, 0])


def test_the_windows_of_a_pool_that_rounds_up_reach_beyond_the_map() -> None:
    pool: Layer = {"type": "pool", "kind": "max", "window": 3, "stride": 2, "ceil": True}
    told = analysed((1, 6, 6), pool)["layers"][1]
    assert (told["output_shape"], told["padding"]) == ([1, 3, 3], [0, 1, 1, 0])


def test_blocks_built_alike_name_the_first_of_their_kind() -> None:
    inner: Layer = {"type": "conv", "filters": 2, "kernel": 3, "padding": 1}
    stage: Layer = {
        "type": "block",
        "name": "stage",
        "layers": [{"type": "block", "name": "b", "repeat": 3, "layers": [inner]}],
    }
    blocks = analysed((2, 4, 4), stage, {"type": "block", "name": "last", "layers": [inner, inner]})["blocks"]
    assert [(block["name"], block["layers"], block["repeats"]) for block in blocks] == [
        ("stage", 3, None),
        ("stage.b-1", 1, None),
        ("stage.b-2", 1, "stage.b-1"),
        ("stage.b-3", 1, "stage.b-1"),
        ("last", 2, None),
    ]
    assert blocks[1]["parameters"] == 2 * 2 * 9 + 2


@pytest.mark.parametrize("layer", ["input", "conv1"])
def test_bytes_are_those_of_float32(layer: str) -> None:
    told = {row["name"]: row for row in analysed((2, 3, 5), {"type": "conv", "filters": 4, "kernel": 1})["layers"]}
    assert told[layer]["bytes"] == 4 * prod(told[layer]["output_shape"])
