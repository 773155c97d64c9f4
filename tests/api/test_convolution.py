"""GET /api/convolution, /api/pooling and /api/steps, as clients meet them."""

import io
import json
import struct
from typing import Any

import httpx
import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.numpy import load
from torch.nn import functional

L2_GRID = "1,6,2,8,1,2,7;1,6,2,8,1,2,5;0,5,8,1,5,7,1;1,7,1,3,5,8,0;5,2,4,4,5,8,4;8,2,3,7,3,8,2;1,2,3,6,5,9,6"
ONES = "1,1,1;1,1,1;1,1,1"


def meta_of(content: bytes) -> dict[str, Any]:
    """The `meta` of a safetensors answer, read by hand as a client would."""
    (length,) = struct.unpack("<Q", content[:8])
    meta: dict[str, Any] = json.loads(json.loads(content[8 : 8 + length])["__metadata__"]["meta"])
    return meta


def test_the_lectures_grid_gives_the_lectures_row(client: httpx.Client) -> None:
    answer = client.get(f"/api/convolution?grid={L2_GRID}&kernel={ONES}&format=json").json()
    assert answer["output"][0][0][:3] == [31, 46, 36]
    assert answer["output_shape"] == [1, 5, 5]
    assert answer["geometry"]["kernel"] == [3, 3]


def test_an_image_is_answered_as_torch_would(client: httpx.Client) -> None:
    picture = load(client.get("/api/images/cat?size=64&channels=gray").content)["image"]
    answer = client.get("/api/convolution?image=cat&size=64&kernel=sobel-x&padding=same&stride=2")
    weights = torch.tensor([[[[1.0, 0, -1], [2, 0, -2], [1, 0, -1]]]])
    expected = functional.conv2d(torch.tensor(picture)[None], weights, stride=2, padding=1)[0]
    np.testing.assert_allclose(load(answer.content)["output"], expected.numpy(), atol=1e-5)
    assert answer.headers["content-type"] == "application/x-safetensors"


def test_rgb_filters_each_plane(client: httpx.Client) -> None:
    picture = load(client.get("/api/images/cat?size=32&channels=rgb").content)["image"]
    answer = load(client.get("/api/convolution?image=cat&size=32&channels=rgb&kernel=identity&padding=same").content)
    np.testing.assert_array_equal(answer["output"], picture)


def test_meta_counts_what_a_screen_cannot_show(client: httpx.Client) -> None:
    content = client.get("/api/convolution?image=cat&size=48&kernel=outline").content
    output, meta = load(content)["output"], meta_of(content)
    assert meta["clipped_share"] == pytest.approx(float(((output < 0) | (output > 1)).mean()))
    assert meta["range"] == [pytest.approx(float(output.min())), pytest.approx(float(output.max()))]
    assert sum(meta["histogram"]["counts"]) == output.size


def test_an_img_element_gets_pixels(client: httpx.Client) -> None:
    accept = "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8"
    answer = client.get("/api/convolution?image=cat&size=64&kernel=gaussian-5&padding=same", headers={"Accept": accept})
    picture = Image.open(io.BytesIO(answer.content))
    assert (answer.headers["content-type"], picture.size[0], picture.mode) == ("image/png", 64, "L")


def test_a_signed_result_is_drawn_in_two_colours_with_white_for_zero(client: httpx.Client) -> None:
    answer = client.get("/api/convolution?grid=0,0,1,1&kernel=1,-1&format=png")
    pixels = np.asarray(Image.open(io.BytesIO(answer.content)))
    assert pixels.tolist() == [[[255, 255, 255], [8, 69, 148], [255, 255, 255]]]


def test_quantised_maps_come_within_half_a_level(client: httpx.Client) -> None:
    question = "/api/convolution?image=cat&size=64&kernel=sobel-x||gaussian-3&dtype="
    exact = load(client.get(question + "f32").content)["output"]
    content = client.get(question + "u8").content
    levels = load(content)["output"]
    assert levels.dtype == np.uint8
    for plane, level, (low, high) in zip(exact, levels, meta_of(content)["quantised"], strict=True):
        assert np.abs(low + level / 255 * (high - low) - plane).max() <= (high - low) / 255 * 0.51


def test_one_window_can_go_over_everything_and_adaptive_ones_be_uneven(client: httpx.Client) -> None:
    whole = client.get("/api/pooling?image=face&pool=avg&window=global&format=json").json()
    assert whole["output_shape"] == [1, 1, 1]
    asked = client.get("/api/pooling?grid=1,2,3,4,5&pool=max&window=adaptive:1,3&format=json").json()
    assert (asked["output"], asked["winner"]) == ([[[2, 4, 5]]], [[[1, 3, 4]]])
    assert asked["geometry"]["windows"] == {"rows": [[0, 1]], "columns": [[0, 2], [1, 4], [3, 5]]}
    large = client.get("/api/pooling?image=cat&size=512&pool=max&window=global&format=json").json()
    assert large["geometry"]["kernel"] == large["geometry"]["input"]


def test_max_pooling_says_which_cell_won(client: httpx.Client) -> None:
    answer = client.get("/api/pooling?grid=1,5,3,2;0,2,1,1;4,4,6,35;4,4,6,17&pool=max&window=2&format=json").json()
    assert answer["output"] == [[[5, 3], [4, 35]]]
    assert answer["winner"] == [[[1, 2], [8, 11]]]


def test_steps_are_written_out(client: httpx.Client) -> None:
    query = "op=convolution&grid=1,2,0;0,1,3;2,2,1&kernel=1,0;0,1&bias=1&activation=relu&from=3&count=5"
    answer = client.get(f"/api/steps?{query}").json()
    assert (answer["count"], answer["output_shape"], answer["from"], len(answer["steps"])) == (4, [1, 2, 2], 3, 1)
    step = answer["steps"][0]
    assert step["output"] == [0, 1, 1]
    assert step["window"] == {"top": 1, "left": 1, "bottom": 3, "right": 3}
    assert (step["sum"], step["bias"], step["value"]) == (2, 1, 3)
    assert step["products"] == [[[1, 0], [0, 1]]]


@pytest.mark.parametrize(
    ("kernel", "weights"),
    [
        ("box", [[[["1/9"] * 3] * 3]]),
        ("1/2,-0.5||2,1e-7", [[[["1/2", "-0.5"]]], [[["2", "1e-7"]]]]),
        ("gaussian-3", [[[["1/16", "1/8", "1/16"], ["1/8", "1/4", "1/8"], ["1/16", "1/8", "1/16"]]]]),
    ],
)
def test_with_the_steps_stands_the_kernel_as_the_grammar_writes_it(
    client: httpx.Client, kernel: str, weights: list[object]
) -> None:
    answer = client.get(f"/api/steps?op=convolution&grid=0&padding=same&kernel={kernel}").json()
    assert answer["kernel"] == weights


def test_a_pooling_s_steps_have_no_kernel_and_too_many_weights_are_not_listed(client: httpx.Client) -> None:
    assert "kernel" not in client.get("/api/steps?op=pooling&grid=1,2&pool=max&window=1").json()
    seventy_thousand = "||".join(["|".join(["box:size=31"] * 3)] * 25)
    query = f"op=convolution&grid=0|0|0&padding=same&kernel={seventy_thousand}&count=1"
    assert "kernel" not in client.get(f"/api/steps?{query}").json()


def test_a_known_tag_costs_no_work(client: httpx.Client) -> None:
    address = "/api/convolution?image=cat&size=96&kernel=emboss"
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert not first.headers["etag"].startswith("W/")


def test_a_tag_is_known_even_before_the_answer_was_ever_made(client: httpx.Client) -> None:
    address = "/api/convolution?image=cat&size=95&kernel=emboss"
    tag = client.head(address).headers.get("etag") or client.get(address).headers["etag"]
    assert client.get(address, headers={"If-None-Match": f'W/{tag}, "other"'}).status_code == 304


def test_forms_have_tags_of_their_own(client: httpx.Client) -> None:
    address = "/api/convolution?image=cat&size=32&kernel=emboss"
    tags = {
        client.get(f"{address}&{form}").headers["etag"]
        for form in ("format=png", "format=json", "dtype=u8", "dtype=f32")
    }
    assert len(tags) == 4


@pytest.mark.parametrize(
    ("address", "status", "field", "says"),
    [
        ("/api/convolution?image=nobody&kernel=sobel-x", 404, "image", "nobody"),
        ("/api/convolution?image=face&kernel=sobelx", 422, "kernel", "sobel-x"),
        ("/api/convolution?grid=1,2,3&kernel=1,1,1,1,1", 422, "kernel", "A window spanning 5 cells cannot fit in 3."),
        ("/api/convolution?image=face&kernel=1|1", 422, "kernel", "2 deep"),
        ("/api/convolution?image=face&kernel=nan", 422, "kernel", "kernel"),
        ("/api/convolution?image=face&kernel=1&stride=0", 422, "stride", "1 to 64"),
        ("/api/convolution?image=cat&size=4096&kernel=1&transposed=1&stride=64", 422, "size", "are the most here"),
        ("/api/convolution?image=cat&size=512&kernel=1&format=json", 422, "format", "format=safetensors"),
        ("/api/convolution?image=face&kernel=1&format=gif", 422, "format", "png"),
        ("/api/pooling?image=face&pool=max&window=40", 422, "window", "40"),
        ("/api/steps?image=face&kernel=1", 422, "op", "convolution or pooling"),
        ("/api/nothing", 404, None, "/api/nothing"),
    ],
)
def test_a_refusal_is_a_sentence_with_a_field(
    client: httpx.Client, address: str, status: int, field: str | None, says: str
) -> None:
    answer = client.get(address)
    problem = answer.json()
    assert (answer.status_code, problem["status"], problem["field"]) == (status, status, field)
    assert says in problem["detail"]
    assert answer.headers["content-type"] == "application/problem+json"


def test_nothing_acceptable_is_said_with_what_there_is(client: httpx.Client) -> None:
    answer = client.get("/api/convolution?image=face&kernel=1", headers={"Accept": "audio/mpeg"})
    assert answer.status_code == 406
    assert "application/x-safetensors" in answer.json()["detail"]
