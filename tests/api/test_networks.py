"""/api/networks: cards, predictions, maps, units, footprints and weights, as clients meet them."""

import io
import json
import random
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.numpy import load

from tests.api.network_asking import CONVNET, ONE, another_netlab, get, netlab_of, upload
from tests.api.test_convolution import meta_of
from tests.conftest import Server
from tests.nets.checkpoints import write


def test_every_network_is_listed_with_what_it_is_and_whether_it_can_be_asked(client: httpx.Client) -> None:
    listed = {one["name"]: one for one in get(client, "/api/networks")["networks"]}
    assert {"mnist-convnet", "lenet5", "vgg16", "resnet152"} <= listed.keys()
    assert listed["mnist-convnet"]["available"]
    assert listed["mnist-convnet"]["input"] == [1, 28, 28]
    assert not listed["vgg16"]["available"]
    assert "networks pull vgg16" in listed["vgg16"]["missing"]
    assert listed["vgg16"]["parameters"] == 138_357_544


def test_a_broken_card_is_named_beside_the_others(server: Server, tmp_path: Path) -> None:
    netlab = another_netlab(server, tmp_path)
    sound = netlab.zoo.names()
    write(tmp_path / "networks" / "torn", "card.json", "{")
    told = netlab.cards()
    assert [one["name"] for one in told["broken"]] == ["torn"]
    assert "torn/card.json is no card" in told["broken"][0]["detail"]
    assert [one["name"] for one in told["networks"]] == sound
    assert "torn/card.json is no card" in netlab.tag()


def test_a_network_is_described_without_its_weights(client: httpx.Client) -> None:
    told = get(client, "/api/networks/resnet18")
    assert (told["available"], told["parameters"]) == (False, 11_689_512)
    assert len(told["classes"]) == 1000
    layers = {layer["name"]: layer for layer in told["layers"]}
    assert layers["input"]["output_shape"] == [3, 224, 224]
    assert ["input", told["layers"][1]["name"]] in told["edges"]
    assert max(layer["receptive_field"][0] for layer in told["layers"] if len(layer["output_shape"]) == 3) >= 435


def test_a_drawn_digit_is_read(client: httpx.Client) -> None:
    for digit in (0, 3, 7):
        told = get(client, f"{CONVNET}/prediction?image={upload(client, digit, digit)}")
        assert told["top"][0]["name"] == str(digit)
        assert told["classes"][digit] == str(digit)
        assert sum(told["probabilities"]) == pytest.approx(1, abs=1e-5)
        assert [one["probability"] for one in told["top"]] == sorted(told["probabilities"], reverse=True)[:5]


def test_a_written_grid_is_a_picture_too(client: httpx.Client) -> None:
    told = get(client, f"{CONVNET}/prediction?{ONE}")
    assert told["top"][0]["name"] == "1"
    assert not told["empty"]


def test_an_empty_sheet_is_answered_and_called_empty(client: httpx.Client) -> None:
    assert get(client, f"{CONVNET}/prediction?grid=1,1;1,1")["empty"]


def test_logits_and_probabilities_come_exact_as_tensors(client: httpx.Client) -> None:
    answer = client.get(f"{CONVNET}/prediction?image=three&format=safetensors")
    tensors = load(answer.content)
    np.testing.assert_allclose(torch.tensor(tensors["logits"]).softmax(0), tensors["probabilities"], atol=1e-6)
    assert meta_of(answer.content)["top"][0]["name"] == "3"


def test_a_layer_s_maps_come_with_their_mean_ranges_and_dead_channels(client: httpx.Client, server: Server) -> None:
    answer = client.get(f"{CONVNET}/layers/relu1?image=three")
    tensors, meta = load(answer.content), meta_of(answer.content)
    shape = netlab_of(server).zoo.graph("mnist-convnet")["relu1"].shape
    assert tensors["maps"].shape == shape
    np.testing.assert_allclose(tensors["mean"], tensors["maps"].mean(0), atol=1e-6)
    np.testing.assert_allclose(meta["ranges"], [[m.min(), m.max()] for m in tensors["maps"]])
    assert meta["dead"] == [index for index, one in enumerate(tensors["maps"]) if not one.any()]


def test_quantised_maps_come_within_half_a_level(client: httpx.Client) -> None:
    exact = load(client.get(f"{CONVNET}/layers/conv2?image=three").content)["maps"]
    content = client.get(f"{CONVNET}/layers/conv2?image=three&dtype=u8").content
    levels = load(content)["maps"]
    assert levels.dtype == np.uint8
    for plane, level, (low, high) in zip(exact, levels, meta_of(content)["quantised"], strict=True):
        assert np.abs(low + level / 255 * (high - low) - plane).max() <= (high - low) / 255 * 0.51


def test_a_row_of_numbers_is_maps_of_one_cell(client: httpx.Client) -> None:
    told = get(client, f"{CONVNET}/layers/linear1?image=three&format=json")
    assert told["shape"] == [10]
    assert np.array(told["maps"]).shape == (10, 1, 1)


def test_a_layer_is_one_tiled_picture_for_an_img(client: httpx.Client) -> None:
    maps = load(client.get(f"{CONVNET}/layers/conv1?image=three").content)["maps"]
    answer = client.get(f"{CONVNET}/layers/conv1?image=three", headers={"Accept": "image/*"})
    picture = Image.open(io.BytesIO(answer.content))
    across = int(np.ceil(np.sqrt(len(maps))))
    assert picture.width == across * (maps.shape[2] + 2) - 2
    assert picture.mode == "RGB", "signed values have two colours"


def test_the_input_is_shown_as_it_was_prepared(client: httpx.Client) -> None:
    answer = client.get(f"{CONVNET}/layers/input?image=three&format=png")
    picture = np.asarray(Image.open(io.BytesIO(answer.content)))
    sample = np.asarray(Image.open(io.BytesIO(client.get("/api/images/three?format=png").content)))
    np.testing.assert_array_equal(picture, sample)


def test_a_unit_s_arithmetic_leads_to_the_map_s_value(client: httpx.Client) -> None:
    maps = load(client.get(f"{CONVNET}/layers/conv2?image=three").content)["maps"]
    unit = get(client, f"{CONVNET}/layers/conv2/unit?image=three&unit=5,3,4")
    assert unit["captured"] == pytest.approx(float(maps[5, 3, 4]), abs=1e-7)
    assert unit["agrees"]
    total = sum(np.sum(np.multiply(term["patch"], term["weights"])) for term in unit["terms"])
    assert unit["sum"] == pytest.approx(total)
    assert unit["value"] == pytest.approx(unit["sum"] + unit["bias"])
    assert unit["value"] == pytest.approx(unit["captured"], rel=1e-4, abs=1e-5)
    assert unit["after"][0]["type"] == "relu"
    assert unit["after"][0]["value"] == pytest.approx(max(0, unit["value"]), abs=1e-6)


def test_a_unit_says_where_in_the_picture_it_looks(client: httpx.Client) -> None:
    name = upload(client, 3, 1)
    field = get(client, f"{CONVNET}/layers/conv1/unit?image={name}&unit=0,14,13")["receptive_field"]
    assert (field["size"], field["jump"]) == ([3, 3], [1, 1])
    assert field["box"]["bottom"] - field["box"]["top"] == 3
    whole = get(client, f"{CONVNET}/prediction?image={name}")["input_image_box"]
    seen = field["image_box"]
    assert 0 <= whole["top"] < seen["top"] < seen["bottom"] < whole["bottom"] <= 140
    assert 0 <= whole["left"] < seen["left"] < seen["right"] < whole["right"] <= 140


def test_a_unit_that_sees_only_the_margin_of_a_drawing_sees_no_part_of_the_picture(client: httpx.Client) -> None:
    grid = ";".join([",".join("10" * 5)] * 10)
    field = get(client, f"{CONVNET}/layers/conv1/unit?grid={grid}&unit=0,0,0")["receptive_field"]
    assert field["box"] is not None
    assert field["image_box"] is None


def test_a_pixel_of_the_input_is_told_with_its_normalisation(client: httpx.Client) -> None:
    unit = get(client, f"{CONVNET}/layers/input/unit?image=three&unit=0,14,14")
    told = unit["numbers"]
    assert unit["value"] == pytest.approx((told["pixel"] - told["mean"]) / told["deviation"], rel=1e-5)


def test_every_layer_of_every_network_here_answers_for_random_units(client: httpx.Client, server: Server) -> None:
    chance, netlab = random.Random(4), netlab_of(server)
    for name in netlab.zoo.names():
        if netlab.zoo.has_weights(name):
            for node in netlab.zoo.graph(name).nodes.values():
                unit = ",".join(str(chance.randrange(n)) for n in node.shape)
                told = get(client, f"/api/networks/{name}/layers/{node.name}/unit?image=cat&unit={unit}")
                assert told["agrees"], (name, node.name, unit)


def test_a_footprint_lies_in_its_box(client: httpx.Client) -> None:
    answer = client.get(f"{CONVNET}/layers/conv2/footprint?image=three&unit=3,5,5")
    seen, meta = load(answer.content)["footprint"], meta_of(answer.content)
    box = meta["receptive_field"]["box"]
    outside = seen.copy()
    outside[:, box["top"] : box["bottom"], box["left"] : box["right"]] = 0
    assert seen.shape == (1, 28, 28)
    assert not outside.any()
    assert meta["inside"] == 1.0


def test_weights_come_as_they_were_learned(client: httpx.Client, server: Server) -> None:
    answer = load(client.get(f"{CONVNET}/layers/conv1/weights").content)
    network = netlab_of(server).zoo.load("mnist-convnet", torch.device("cpu"))
    np.testing.assert_array_equal(answer["weights"], network.state_dict()["conv1.weight"])
    assert get(client, f"{CONVNET}/layers/conv1/weights")["type"] == "conv"
    picture = client.get(f"{CONVNET}/layers/conv1/weights?format=png")
    assert Image.open(io.BytesIO(picture.content)).format == "PNG"


def test_any_description_is_measured(client: httpx.Client) -> None:
    layers = [
        {"type": "conv", "filters": 10, "kernel": 5, "padding": "same"},
        {"type": "pool", "kind": "max", "window": 2},
    ]
    told = client.post("/api/receptive-field", json={"input": [3, 32, 32], "layers": layers}).json()
    assert (told["parameters"], told["macs"]) == (760, 768_000)
    assert told["layers"][2]["receptive_field"] == [6, 6]
    assert told["edges"] == [["input", "conv1"], ["conv1", "pool1"]]


@pytest.mark.parametrize(
    ("description", "layer", "says"),
    [
        (b'{"input": [1, 3, 3], "layers": [{"type": "conv", "filters": 1, "kernel": 5}]}', "conv1", "cannot fit in 3"),
        (b'{"input": [1, 3, 3], "layers": [{"type": "cnov"}]}', "layers.0", "cnov"),
        (b'{"input": [1, 3, 3], "layers": []}', None, "at least one layer"),
        (b'{"input": [1, 3], "layers": []}', "input.2", "required"),
        (b"[" * 100_000, None, "JSON"),
        (b"\xff\xfe", None, "JSON"),
        (b"", None, "JSON"),
        (b'{"input": [4096, 2048, 2048], "layers": [{"type": "dropout"}]}', "input", "more than can be shown"),
    ],
)
def test_an_impossible_description_is_refused_with_layer_and_reason(
    client: httpx.Client, description: bytes, layer: str | None, says: str
) -> None:
    answer = client.post("/api/receptive-field", content=description)
    problem = answer.json()
    assert (answer.status_code, problem["layer"]) == (422, layer)
    assert says in problem["detail"]
    assert answer.headers["content-type"] == "application/problem+json"


def test_blocks_that_would_repeat_for_ever_are_refused_at_once(client: httpx.Client) -> None:
    for innermost in ({"type": "dropout"}, {"type": "residual", "body": []}, None):
        layers: list[Any] = [innermost] if innermost else []
        for _ in range(12):
            layers = [{"type": "block", "repeat": 64, "layers": layers}]
        answer = client.post(
            "/api/receptive-field", content=json.dumps({"input": [1, 8, 8], "layers": layers}), timeout=5
        )
        assert answer.status_code == 422


def test_a_description_that_is_too_long_is_not_read(client: httpx.Client) -> None:
    assert client.post("/api/receptive-field", content=b" " * (2**20 + 1)).status_code == 413


def test_missing_weights_are_a_conflict_that_names_the_command(client: httpx.Client) -> None:
    for path in ("prediction?image=cat", "layers/input?image=cat", "layers/input/unit?image=cat&unit=0,0,0"):
        answer = client.get(f"/api/networks/vgg16/{path}")
        assert answer.status_code == 409
        assert "python -m app networks pull vgg16" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("path", "status", "field", "says"),
    [
        ("/api/networks/nobody", 404, "network", "nobody"),
        ("/api/networks/..%2Fcard.json", 404, None, "not an address"),
        ("/api/networks/nobody/prediction?image=three", 404, "network", "nobody"),
        (f"{CONVNET}/prediction?image=nobody", 404, "image", "nobody"),
        (f"{CONVNET}/prediction", 422, "image", "one of the two"),
        (f"{CONVNET}/prediction?image=three&grid=1", 422, "grid", "one of the two"),
        (f"{CONVNET}/prediction?image=three&size=28", 422, "size", "means nothing here"),
        (f"{CONVNET}/prediction?image=three&dtype=u8", 422, "dtype", "u8"),
        (f"{CONVNET}/prediction?grid=1|1", 422, None, "2 channels"),
        (f"{CONVNET}/layers/conv9?image=three", 404, "layer", "conv9"),
        (f"{CONVNET}/layers/conv1/unit?image=three", 422, "unit", "missing"),
        (f"{CONVNET}/layers/conv1/unit?image=three&unit=1,2", 422, "unit", "channel,row,column"),
        (f"{CONVNET}/layers/conv1/unit?image=three&unit=999,0,0", 404, "unit", "999,0,0"),
        (f"{CONVNET}/layers/conv1/unit?image=three&unit=3", 404, "unit", "channel,row,column"),
        (f"{CONVNET}/layers/conv1/unit?image=three&unit=-1,0,0", 422, "unit", "unit"),
        (f"{CONVNET}/layers/conv1/footprint?image=three&unit=0,99,0", 404, "unit", "0,99,0"),
        (f"{CONVNET}/layers/relu1/weights", 404, "layer", "no weights"),
        (f"{CONVNET}/layers/conv1/weights?image=three", 422, "image", "means nothing here"),
        (f"{CONVNET}?image=three", 422, "image", "no parameters"),
        (f"{CONVNET}/layers/conv1?image=three&unit=0,0,0", 422, "unit", "means nothing here"),
    ],
)
def test_a_refusal_is_a_sentence_with_a_field(
    client: httpx.Client, path: str, status: int, field: str | None, says: str
) -> None:
    answer = client.get(path)
    problem = answer.json()
    assert (answer.status_code, problem["field"]) == (status, field), problem
    assert says in problem["detail"]


def test_a_known_tag_costs_no_work(client: httpx.Client) -> None:
    for path in ("", "/prediction?image=cat", "/layers/conv1?image=cat", "/layers/conv1/unit?image=cat&unit=0,1,1"):
        first = client.get(f"{CONVNET}{path}")
        again = client.get(f"{CONVNET}{path}", headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_several_layers_come_in_one_answer_each_as_it_comes_alone(client: httpx.Client) -> None:
    answer = client.get(f"{CONVNET}/whole?image=three&layers=input,relu1,linear1&dtype=u8&edit=conv1:3=0")
    tensors, meta = load(answer.content), meta_of(answer.content)
    assert list(meta["layers"]) == ["input", "relu1", "linear1"]
    for layer in meta["layers"]:
        alone = client.get(f"{CONVNET}/layers/{layer}?image=three&dtype=u8&edit=conv1:3=0")
        np.testing.assert_array_equal(tensors[f"maps.{layer}"], load(alone.content)["maps"])
        assert meta["quantised"][f"maps.{layer}"] == meta_of(alone.content)["quantised"]
        assert meta["layers"][layer]["dead"] == meta_of(alone.content)["dead"]
    said = get(client, f"{CONVNET}/prediction?image=three&edit=conv1:3=0")
    np.testing.assert_allclose(tensors["logits"], said["logits"], rtol=1e-6)


@pytest.mark.parametrize("layers", ["", "nothing", "conv1,conv1", "conv1,"])
def test_layers_that_cannot_be_shown_together_are_refused(client: httpx.Client, layers: str) -> None:
    answer = client.get(f"{CONVNET}/whole?image=three&layers={layers}")
    assert answer.status_code in (404, 422)
    assert "layer" in answer.json()["detail"]
