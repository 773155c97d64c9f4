"""/api/images: upload, list, look; what is hostile is refused with a sentence."""

import http.client
import io
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import numpy as np
import pytest
from PIL import Image
from safetensors.numpy import load

from app.settings import Settings
from tests.conftest import Server, serving


def png(width: int, height: int, seed: int = 0, mode: str = "RGB") -> bytes:
    shape = (height, width, 3) if mode == "RGB" else (height, width)
    pixels = np.random.default_rng(seed).integers(0, 256, shape, np.uint8)
    file = io.BytesIO()
    Image.fromarray(pixels, mode).save(file, "PNG")
    return file.getvalue()


def test_an_upload_is_named_by_its_pixels(client: httpx.Client) -> None:
    data = png(20, 10)
    created = client.post("/api/images", content=data)
    entry = created.json()
    assert (created.status_code, entry["width"], entry["height"], entry["channels"]) == (201, 20, 10, 3)
    assert created.headers["location"] == entry["url"] == f"/api/images/{entry['id']}"
    assert client.post("/api/images", files={"file": ("x.png", data)}).json()["id"] == entry["id"]
    assert client.post("/api/images", content=png(20, 10, seed=1)).json()["id"] != entry["id"]


def test_an_uploaded_picture_comes_back_pixel_for_pixel(client: httpx.Client) -> None:
    data = png(30, 20, seed=2)
    address = client.post("/api/images", content=data).json()["url"]
    back = client.get(address, headers={"Accept": "image/*"})
    sent = np.asarray(Image.open(io.BytesIO(data)))
    np.testing.assert_array_equal(np.asarray(Image.open(io.BytesIO(back.content))), sent)
    tensor = load(client.get(address).content)["image"]
    np.testing.assert_allclose(tensor, sent.transpose(2, 0, 1) / np.float32(255), atol=1e-7)


def test_an_upload_can_be_convolved(client: httpx.Client) -> None:
    name = client.post("/api/images", content=png(12, 12, mode="L")).json()["id"]
    answer = client.get(f"/api/convolution?image={name}&kernel=box-blur")
    assert load(answer.content)["output"].shape == (1, 10, 10)


def test_an_upload_survives_a_restart(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, device="cpu", workers=1)
    with serving(settings) as before:
        name = before.client.post("/api/images", content=png(8, 8)).json()["id"]
    with serving(settings) as after:
        assert after.client.get(f"/api/images/{name}?format=json").json()["width"] == 8


def test_samples_are_listed_with_title_credit_and_licence(client: httpx.Client) -> None:
    listing = client.get("/api/images").json()
    names = [sample["name"] for sample in listing["samples"]]
    assert {"face", "portrait", "cat", "impulse", "step-edge", "zone-plate"} <= set(names)
    assert all(sample["title"] and sample["credit"] and sample["licence"] for sample in listing["samples"])
    assert listing["limits"]["bytes"] > 0


def test_every_sample_can_be_looked_at(client: httpx.Client) -> None:
    for sample in client.get("/api/images").json()["samples"]:
        answer = client.get(f"{sample['url']}?format=png&size=32")
        assert Image.open(io.BytesIO(answer.content)).format == "PNG", sample["name"]


def test_a_picture_comes_small_only_where_that_is_asked_for_by_name(client: httpx.Client) -> None:
    exact = client.get("/api/images/cat?size=96&format=png").content
    small = client.get("/api/images/cat?size=96&format=webp")
    assert small.headers["content-type"] == "image/webp"
    assert len(small.content) < len(exact) / 4
    anything = client.get("/api/images/cat?size=96", headers={"Accept": "image/avif,image/webp,image/*,*/*;q=0.8"})
    assert anything.headers["content-type"] == "image/png"
    refused = client.get("/api/convolution?image=cat&kernel=identity&format=webp")
    assert (refused.status_code, refused.json()["field"]) == (422, "format")


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"", 422),
        (b"hello", 415),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", 415),
        (b"<!doctype html><script>alert(1)</script>", 415),
        (b"%PDF-1.7", 415),
        (png(64, 64)[:300], 422),
    ],
)
def test_what_is_no_whole_picture_is_refused(client: httpx.Client, data: bytes, status: int) -> None:
    answer = client.post("/api/images", content=data)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert re.fullmatch(r"[A-Z].*\.", answer.json()["detail"])


def test_too_many_bytes_are_refused_by_their_declared_length(server: Server) -> None:
    most = server.answerer.lab.gallery.limits.max_bytes
    with closing(http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=10)) as connection:
        connection.putrequest("POST", "/api/images")
        connection.putheader("Content-Length", str(most * 10))
        connection.endheaders()
        assert connection.getresponse().status == 413


def test_too_many_bytes_are_refused_while_they_arrive(tmp_path: Path) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(400):
            yield b"x" * 1000

    with serving(Settings(home=tmp_path, device="cpu", workers=1, upload_bytes=100_000)) as small:
        assert small.client.post("/api/images", content=endless()).status_code == 413
        assert small.client.post("/api/images", files={"file": ("x", b"x" * 300_000)}).status_code == 413


def test_a_form_without_a_file_says_what_is_missing(client: httpx.Client) -> None:
    answer = client.post("/api/images", files={"picture": ("x.png", png(4, 4))})
    assert (answer.status_code, answer.json()["field"]) == (422, "file")
    broken = client.post(
        "/api/images", content=b"--x\r\nnonsense", headers={"Content-Type": "multipart/form-data; boundary=x"}
    )
    assert broken.status_code == 422


def test_an_unknown_image_is_not_found(client: httpx.Client) -> None:
    for name in ("nobody", "0" * 32, "..%2F..%2Fetc%2Fpasswd", "A" * 200):
        assert client.get(f"/api/images/{name}").status_code == 404, name
