"""Answers travel squeezed where that is accepted and pays; what is read is the same."""

import httpx
import pytest

MAPS = "/api/networks/mnist-convnet/layers/relu1?image=three&dtype=u8"


@pytest.mark.parametrize("path", ["/api/kernels", "/api/networks/mnist-convnet", MAPS])
def test_text_and_maps_in_steps_are_squeezed_for_who_accepts_it(client: httpx.Client, path: str) -> None:
    plain = client.get(path, headers={"Accept-Encoding": "identity"})
    small = client.get(path, headers={"Accept-Encoding": "gzip, br"})
    assert "content-encoding" not in plain.headers
    assert small.headers["content-encoding"] == "gzip"
    assert int(small.headers["content-length"]) < 0.5 * len(plain.content)
    assert small.content == plain.content
    assert "Accept-Encoding" in plain.headers["vary"]


def test_each_has_a_tag_of_its_own(client: httpx.Client) -> None:
    tags = [client.get(MAPS, headers={"Accept-Encoding": coding}).headers["etag"] for coding in ("identity", "gzip")]
    assert tags[0] != tags[1]
    again = client.get(MAPS, headers={"Accept-Encoding": "gzip", "If-None-Match": tags[1]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    "path",
    [
        "/api/images/cat?format=png",
        "/api/convolution?image=cat&kernel=sobel-x&format=safetensors",
        "/api/images/impulse?size=1&format=json",
    ],
)
def test_pictures_floats_and_little_are_left_as_they_are(client: httpx.Client, path: str) -> None:
    assert "content-encoding" not in client.get(path, headers={"Accept-Encoding": "gzip"}).headers
