"""Architectures by chance: strides, gaps, uneven padding, groups, ways around and side by side, up and down again."""

from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from app.nets.errors import ImpossibleNetwork
from app.nets.graph import Graph, graph_of
from app.nets.layers import Architecture

Layer = dict[str, Any]
RELU: Layer = {"type": "activation", "function": "relu"}

small = st.integers(1, 3)
pairs = st.tuples(small, small).map(list)
frames = st.lists(st.integers(0, 2), min_size=4, max_size=4)


convolutions = st.fixed_dictionaries(
    {
        "type": st.just("conv"),
        "filters": st.sampled_from([2, 4]),
        "kernel": pairs,
        "stride": pairs,
        "padding": st.sampled_from(["valid", "same"]) | frames,
        "dilation": pairs,
        "groups": st.sampled_from([1, 2]),
    }
)
transposed = st.fixed_dictionaries(
    {
        "type": st.just("transposed-conv"),
        "filters": st.sampled_from([2, 4]),
        "kernel": pairs,
        "stride": pairs,
        "padding": st.lists(st.integers(0, 1), min_size=4, max_size=4),
        "dilation": pairs,
        "groups": st.sampled_from([1, 2]),
    }
)
max_pools = st.builds(
    lambda window, stride, padding, ceil: {
        "type": "pool", "kind": "max", "window": window, "stride": stride, "ceil": ceil,
        "padding": [min(padding, window[0] // 2), min(padding, window[1] // 2)],
    },
    pairs, pairs, st.integers(0, 1), st.booleans(),
)  # fmt: skip
mean_pools = st.builds(
    lambda window, stride: {"type": "pool", "kind": "avg", "window": window, "stride": stride}, pairs, pairs
)
adaptive = st.builds(
    lambda kind, size: {"type": "adaptive-pool", "kind": kind, "size": size}, st.sampled_from(["max", "avg"]), pairs
)
keeping = st.fixed_dictionaries(
    {"type": st.just("conv"), "filters": st.just(2), "kernel": pairs, "padding": st.just("same"), "dilation": pairs}
)
pointwise: st.SearchStrategy[Layer] = st.fixed_dictionaries(
    {"type": st.just("conv"), "filters": st.just(2), "kernel": st.just(1)}
)
residuals = st.builds(
    lambda body, shortcut: {"type": "residual", "body": body, "shortcut": shortcut},
    st.lists(keeping, min_size=1, max_size=2),
    st.lists(pointwise, min_size=1, max_size=1),
)
branches = st.builds(
    lambda ways: {"type": "branches", "branches": ways},
    st.lists(st.lists(keeping, max_size=2), min_size=2, max_size=3),
)
layers: st.SearchStrategy[Layer] = st.one_of(
    convolutions, transposed, max_pools, mean_pools, adaptive, residuals, branches, st.just(RELU)
)


@st.composite
def graphs(draw: st.DrawFn, most_layers: int = 5) -> Graph:
    """A graph that is possible, with maps or a dense layer at its end."""
    chosen = draw(st.lists(layers, min_size=1, max_size=most_layers))
    if draw(st.booleans()):
        chosen = [*chosen, {"type": "flatten"}, {"type": "linear", "units": 3}]
    shape = [2, draw(st.integers(4, 12)), draw(st.integers(4, 12))]
    try:
        return graph_of(Architecture.model_validate({"input": shape, "layers": chosen}))
    except ImpossibleNetwork:
        assume(False)
        raise


@st.composite
def units(draw: st.DrawFn, graph: Graph) -> tuple[str, tuple[int, ...]]:
    """A layer and one unit of it."""
    node = graph[draw(st.sampled_from(list(graph.nodes)))]
    return node.name, tuple(draw(st.integers(0, n - 1)) for n in node.shape)
