"""What surrounds every answer: headers, ids, health, metrics, OpenAPI, equal questions at once, a full queue."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from app.settings import Settings
from app.wire.questions import ConvolutionQuestion, PoolingQuestion
from tests.conftest import Server, serving, wait_until


@pytest.mark.parametrize("address", ["/", "/docs", "/api/images", "/api/nothing", "/healthz"])
def test_every_answer_carries_a_strict_policy(client: httpx.Client, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"


def test_a_request_keeps_the_id_that_a_proxy_gave_it(client: httpx.Client) -> None:
    assert client.get("/healthz", headers={"X-Request-Id": "abc-123"}).headers["x-request-id"] == "abc-123"
    invented = client.get("/healthz", headers={"X-Request-Id": "a b\tc"}).headers["x-request-id"]
    assert invented != "a b\tc"
    assert len(invented) == 32


def test_the_server_says_that_it_lives_and_is_ready(client: httpx.Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ready"}


def test_head_is_get_without_a_body(client: httpx.Client) -> None:
    address = "/api/convolution?image=face&kernel=identity"
    head, get = client.head(address), client.get(address)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == get.headers["etag"]
    assert head.headers["content-length"] == get.headers["content-length"]


def test_metrics_count_answers(client: httpx.Client) -> None:
    client.get("/api/convolution?image=face&kernel=identity")
    assert (
        'kernelscope_requests_total{method="GET",route="/api/convolution",status="200"}' in client.get("/metrics").text
    )


def test_openapi_describes_every_parameter_with_an_example(client: httpx.Client) -> None:
    document = client.get("/openapi.json").json()
    for path, model in (("/api/convolution", ConvolutionQuestion), ("/api/pooling", PoolingQuestion)):
        described = {one["name"]: one for one in document["paths"][path]["get"]["parameters"]}
        assert set(model.model_fields) <= set(described)
        assert all(one["description"] for one in described.values())
        assert all("example" in one for one in described.values() if one["in"] == "query")


def test_openapi_declares_the_refusals(client: httpx.Client) -> None:
    responses = client.get("/openapi.json").json()["paths"]["/api/convolution"]["get"]["responses"]
    assert {"200", "304", "404", "406", "422", "503"} <= set(responses)


def test_a_hundred_equal_questions_at_once_are_computed_once(server: Server) -> None:
    address = f"{server.url}/api/convolution?image=portrait&kernel=gaussian:size=21,sigma=4&size=500"
    before = computations(server.client)
    with ThreadPoolExecutor(20) as clients:
        answers = list(clients.map(lambda _: httpx.get(address, timeout=120), range(100)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    assert computations(server.client) == before + 1


def computations(client: httpx.Client) -> int:
    return counted(client, "kernelscope_computations_total")


def counted(client: httpx.Client, name: str) -> int:
    line = next(line for line in client.get("/metrics").text.splitlines() if line.startswith(f"{name} "))
    return int(float(line.split()[-1]))


def test_a_full_queue_is_answered_503_with_a_time_to_come_back(tmp_path: Path) -> None:
    with serving(Settings(home=tmp_path, device="cpu", workers=1, queue=0)) as small:
        gate = threading.Event()
        room = small.answerer.workroom
        stuck = room._pool.submit(gate.wait, 20)
        room.load += 1
        answer = small.client.get("/api/convolution?image=face&kernel=identity")
        gate.set()
        stuck.result()
        room.load -= 1
        assert answer.status_code == 503
        assert int(answer.headers["retry-after"]) >= 1
        assert answer.json()["title"] == "Too busy"
        assert small.client.get("/api/convolution?image=face&kernel=identity").status_code == 200


def test_a_client_that_leaves_cancels_its_work(server: Server) -> None:
    slow = f"{server.url}/api/convolution?image=portrait&size=4096&kernel=random:size=31,seed=5&activation=tanh"
    before = counted(server.client, "kernelscope_abandoned_total")
    with pytest.raises(httpx.ReadTimeout):
        httpx.get(slow, timeout=0.05)
    wait_until(lambda: counted(server.client, "kernelscope_abandoned_total") == before + 1)
    wait_until(lambda: server.answerer.workroom.load == 0)
