"""The described networks, against the figures that others have published."""

from pathlib import Path

import pytest

from app.nets.analysis import analyse
from app.nets.graph import Graph, graph_of
from app.nets.layers import Architecture
from app.nets.sights import summaries
from app.nets.zoo import Zoo

ROOT = Path(__file__).parent.parent.parent
OFFICIAL = {
    "alexnet": 61_100_840,
    "vgg16": 138_357_544,
    "vgg19": 143_667_240,
    "resnet18": 11_689_512,
    "resnet50": 25_557_032,
    "resnet152": 60_192_808,
    "squeezenet1_1": 1_235_496,
    "mobilenet_v2": 3_504_872,
}
BILLION_MACS = {
    "alexnet": 0.714,
    "vgg16": 15.470,
    "vgg19": 19.632,
    "resnet18": 1.814,
    "resnet50": 4.089,
    "resnet152": 11.514,
    "squeezenet1_1": 0.349,
    "mobilenet_v2": 0.301,
}


@pytest.fixture(scope="module")
def zoo(tmp_path_factory: pytest.TempPathFactory) -> Zoo:
    return Zoo(ROOT / "models", tmp_path_factory.mktemp("home"))


@pytest.mark.parametrize("name", OFFICIAL)
def test_the_official_networks_have_their_official_size_and_work(zoo: Zoo, name: str) -> None:
    told = analyse(zoo.graph(name))
    assert (told["parameters"], round(told["macs"] / 1e9, 3)) == (OFFICIAL[name], BILLION_MACS[name])
    assert told["layers"][-1]["output_shape"] == [1000]


@pytest.mark.parametrize("name", OFFICIAL)
def test_the_official_networks_say_where_their_weights_lie_and_name_a_thousand_things(zoo: Zoo, name: str) -> None:
    card = zoo.card(name)
    file = f"{'alexnet-owt' if name == 'alexnet' else name}-{card.weights.sha256_prefix}.pth"
    assert card.weights.url == f"https://download.pytorch.org/models/{file}"
    assert (len(card.classes), len(set(card.classes))) == (1000, 1000)
    assert [card.classes[i] for i in (0, 1, 207, 281, 340, 386, 468, 963, 999)] == [
        "tench", "goldfish", "golden retriever", "tabby cat", "zebra", "African elephant", "taxi", "pizza",
        "toilet paper",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "layer", "size", "jump"),
    [
        ("alexnet", "conv5", 163, 16),
        ("alexnet", "pool3", 195, 32),
        ("vgg16", "stage5.pool1", 212, 32),
        ("resnet18", "stage4.block.relu1", 435, 32),
        ("resnet50", "stage4.block-2.relu1", 427, 32),
        ("resnet152", "stage4.block-2.relu1", 1451, 32),
        ("mobilenet_v2", "relu2", 491, 32),
    ],
)
def test_receptive_fields_are_the_published_ones(zoo: Zoo, name: str, layer: str, size: int, jump: int) -> None:
    sight = summaries(zoo.graph(name))[layer]
    assert (sight.size, sight.jump) == ((size, size), (jump, jump))


def test_a_resnet_that_steps_at_the_end_of_its_stages_sees_483_pixels() -> None:
    """TensorFlow's slim puts the stride of 2 into the last block of a stage: each window before it spans less."""
    sizes = summaries(slim_resnet50())
    assert sizes["stage4.block-3.res.add"].size == (483, 483)


def slim_resnet50() -> Graph:
    """Bottlenecks 3, 4, 6, 3; stages 1 to 3 end in a step, on the 3 × 3 and by a 1 × 1 pool on the way around."""
    stages = [_slim_stage(index, blocks) for index, blocks in enumerate((3, 4, 6, 3), 1)]
    stem = [
        {"type": "conv", "filters": 4, "kernel": 7, "stride": 2, "padding": 3},
        {"type": "pool", "kind": "max", "window": 3, "stride": 2, "padding": 1},
    ]
    return graph_of(Architecture.model_validate({"input": [3, 224, 224], "layers": stem + stages}))


def _slim_stage(index: int, blocks: int) -> dict[str, object]:
    return {
        "type": "block",
        "name": f"stage{index}",
        "layers": [
            {
                "type": "block",
                "name": f"block-{turn}",
                "layers": [_slim_block(2 if turn == blocks and index < 4 else 1)],
            }
            for turn in range(1, blocks + 1)
        ],
    }


def _slim_block(stride: int) -> dict[str, object]:
    return {
        "type": "residual",
        "name": "res",
        "body": [
            {"type": "conv", "filters": 4, "kernel": 1},
            {"type": "conv", "filters": 4, "kernel": 3, "stride": stride, "padding": 1},
            {"type": "conv", "filters": 4, "kernel": 1},
        ],
        "shortcut": [{"type": "pool", "kind": "max", "window": 1, "stride": stride}],
    }
