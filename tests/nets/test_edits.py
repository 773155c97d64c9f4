"""An edited network is what one would get by changing its weights; the one that it was made from stays as it was."""

from copy import deepcopy
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from app.nets.edits import Edit, Rewritten, Silenced, edited
from app.nets.errors import ImpossibleEdit
from app.nets.footprint import footprint
from app.nets.layers import Conv, TransposedConv
from app.nets.module import Network
from app.nets.unit import needed_for, unit_of
from tests.nets.built import CONVOLUTIONS, GLOBAL_MEAN, JOINS, build, picture, random_units

TWO_CONVOLUTIONS: list[dict[str, Any]] = [
    {"type": "conv", "filters": 5, "kernel": 3},
    {"type": "activation", "function": "relu"},
    {"type": "conv", "filters": 4, "kernel": 3},
    {"type": "flatten"},
    {"type": "linear", "units": 7},
]
KERNEL = ((0.0, 1.0, 0.0), (1.0, -4.0, 1.0), (0.5, 1.0, -2.0))


def values_of(network: Network) -> dict[str, Tensor]:
    return network.run(picture(network), tuple(network.graph.nodes))


def some_edits(network: Network) -> list[Edit]:
    """A silence in every third layer, and a new kernel in every convolution."""
    edits: list[Edit] = []
    for place, node in enumerate(network.graph.nodes.values()):
        if isinstance(node.layer, Conv | TransposedConv):
            height, width = node.layer.kernel
            kernel = tuple(tuple(float(row - column) / 2 for column in range(width)) for row in range(height))
            edits.append(Rewritten(node.name, node.layer.filters - 1, 0, kernel))
        if place % 3 == 0:
            edits.append(Silenced(node.name, node.shape[0] // 2))
    return edits


def test_silencing_a_channel_is_zeroing_every_weight_that_reads_it() -> None:
    network = build(TWO_CONVOLUTIONS)
    twin = deepcopy(network)
    silent = values_of(edited(network, [Silenced("relu1", 3)]))
    weight = twin.step("conv2").weight
    assert isinstance(weight, Tensor)
    weight.data[:, 3] = 0
    expected = values_of(twin)
    assert not silent["relu1"][:, 3].any()
    torch.testing.assert_close(silent["conv2"], expected["conv2"])
    torch.testing.assert_close(silent["linear1"], expected["linear1"])
    assert not torch.equal(silent["linear1"], values_of(network)["linear1"])


def test_silencing_before_a_relu_is_the_same_as_no_weights_and_no_bias() -> None:
    network = build(TWO_CONVOLUTIONS)
    twin = deepcopy(network)
    for tensor in twin.step("conv1").parameters():
        tensor.data[3] = 0
    silent = values_of(edited(network, [Silenced("conv1", 3)]))
    for name, value in values_of(twin).items():
        torch.testing.assert_close(silent[name], value)


@pytest.mark.parametrize("layer", ["conv1", "conv2", "upconv1"])
def test_an_edited_kernel_is_the_weight_that_its_filter_has_over_that_channel(layer: str) -> None:
    """Over an impulse in one input channel, a filter's answer is its kernel over that channel; groups and all."""
    network = build(CONVOLUTIONS)
    node = network.graph[layer]
    assert isinstance(node.layer, Conv | TransposedConv)
    channels, rows, columns = network.graph.input_shapes(node)[0]
    depth, per_group = channels // node.layer.groups, node.layer.filters // node.layer.groups
    height, width = node.layer.kernel
    kernel = tuple(tuple(float(10 * row + column) for column in range(width)) for row in range(height))
    chosen, channel = node.layer.filters - 1, depth - 1
    changed = edited(network, [Rewritten(layer, chosen, channel, kernel)]).step(layer)
    maps = torch.zeros(1, channels, rows, columns)
    maps[0, chosen // per_group * depth + channel, rows // 2, columns // 2] = 1
    silence = changed(torch.zeros_like(maps))
    answered = (changed(maps) - silence)[0, chosen]
    written = {float(one) for row in kernel for one in row}
    assert {round(float(one), 4) for one in answered.flatten()} <= written | {0.0}
    assert answered.any()
    others = [f for f in range(node.layer.filters) if f != chosen]
    torch.testing.assert_close(changed(maps)[0, others], network.step(layer)(maps)[0, others])


def test_a_kernel_edit_is_torch_with_that_weight_replaced() -> None:
    network = build(TWO_CONVOLUTIONS)
    twin = deepcopy(network)
    weight = twin.step("conv2").weight
    assert isinstance(weight, Tensor)
    weight.data[1, 4] = torch.tensor(KERNEL)
    torch.testing.assert_close(
        edited(network, [Rewritten("conv2", 1, 4, KERNEL)])(picture(network)), twin(picture(twin)), rtol=0, atol=0
    )


@pytest.mark.parametrize("layers", [CONVOLUTIONS, JOINS, GLOBAL_MEAN, TWO_CONVOLUTIONS])
def test_the_network_itself_is_not_changed_and_its_tensors_are_shared(layers: list[dict[str, Any]]) -> None:
    network = build(layers)
    before, state = values_of(network), {name: one.clone() for name, one in network.state_dict().items()}
    changed = edited(network, some_edits(network))
    values_of(changed)
    for name, value in values_of(network).items():
        torch.testing.assert_close(value, before[name], rtol=0, atol=0)
    theirs = changed.state_dict()
    for name, tensor in network.state_dict().items():
        torch.testing.assert_close(tensor, state[name], rtol=0, atol=0)
        rewritten = name.endswith("weight") and isinstance(
            network.graph[name.removesuffix(".weight")].layer, Conv | TransposedConv
        )
        assert (theirs[name].data_ptr() == tensor.data_ptr()) == (not rewritten), name
    assert not any(parameter.requires_grad for parameter in changed.parameters())


@pytest.mark.parametrize("layers", [CONVOLUTIONS, JOINS])
def test_units_of_an_edited_network_agree_with_it(layers: list[dict[str, Any]]) -> None:
    network = build(layers)
    changed = edited(network, some_edits(network))
    values, silenced = values_of(changed), 0
    for layer, index in random_units(network, 600):
        unit = unit_of(changed, values, layer, index)
        for told in (unit, *unit["after"]):
            assert told["agrees"], told
            assert told["value"] == pytest.approx(told["captured"], rel=1e-4, abs=1e-6)
            assert told["silenced"] == (index[0] in changed.silenced(told["layer"]))
            silenced += told["silenced"]
    assert silenced > 3


def test_a_silenced_unit_still_tells_the_sum_that_nobody_hears() -> None:
    network = build(TWO_CONVOLUTIONS)
    changed = edited(network, [Silenced("conv1", 2)])
    batch = picture(network)
    loud = unit_of(network, network.run(batch, needed_for(network.graph, "conv1")), "conv1", (2, 3, 4))
    silent = unit_of(changed, changed.run(batch, needed_for(network.graph, "conv1")), "conv1", (2, 3, 4))
    assert (silent["value"], silent["captured"], silent["silenced"], silent["agrees"]) == (0, 0, True, True)
    assert (silent["sum"], silent["terms"]) == (loud["sum"], loud["terms"])
    assert silent["after"][0]["value"] == 0
    assert not loud["silenced"]


def test_a_silenced_unit_depends_on_nothing_and_a_silenced_input_weighs_nothing() -> None:
    network = build(TWO_CONVOLUTIONS)
    batch = picture(network)
    gone = footprint(edited(network, [Silenced("conv1", 2)]), batch, "conv1", (2, 3, 4))
    assert (gone.value, gone.inside, float(gone.gradient.sum())) == (0, None, 0)
    one_plane = edited(network, [Silenced("input", 0), Silenced("input", 1)])
    weight = network.step("conv1").weight
    assert isinstance(weight, Tensor)
    seen = footprint(one_plane, batch, "conv1", (2, 3, 4))
    np.testing.assert_allclose(seen.gradient[3:6, 4:7], weight[2, 2].abs(), rtol=1e-6)


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (Silenced("conv9", 0), "There is no layer 'conv9' here; did you mean conv"),
        (Silenced("conv1", 6), "conv1 has channels 0 to 5; there is no channel 6."),
        (Silenced("linear1", 12), "linear1 has numbers 0 to 11; there is no number 12."),
        (Rewritten("leaky-relu1", 0, 0, KERNEL), "leaky-relu1 has no kernels to edit: it is a leaky-relu, not a conv"),
        (Rewritten("conv2", 8, 0, KERNEL), "conv2 has filters 0 to 7; there is no filter 8."),
        (Rewritten("conv2", 0, 3, KERNEL), "conv2 has input channels 0 to 2 in each of its groups; there is no input"),
        (Rewritten("conv1", 0, 0, KERNEL), "The kernels of conv1 are 3 × 2; one of 3 × 3 came."),
        (Rewritten("input", 0, 0, KERNEL), "input has no kernels to edit: it is an input, not a convolution."),
    ],
)
def test_what_the_network_does_not_have_is_refused_in_words(edit: Edit, says: str) -> None:
    with pytest.raises(ImpossibleEdit) as refusal:
        edited(build(CONVOLUTIONS), [Silenced("conv1", 0), edit])
    assert says in refusal.value.message
    assert refusal.value.field == "edit"
