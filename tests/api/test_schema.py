"""The API keeps to its own OpenAPI document, whatever is asked: no 5xx, no undeclared status or form.

`KERNELSCOPE_EXAMPLES=400 pytest tests/api/test_schema.py` asks more of it (the default keeps `make test` quick).
"""

import os
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.conftest import Server

EXAMPLES = int(os.environ.get("KERNELSCOPE_EXAMPLES", "25"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
ENDPOINTS = (
    ("GET", "/api/convolution"),
    ("GET", "/api/pooling"),
    ("GET", "/api/steps"),
    ("GET", "/api/kernels"),
    ("POST", "/api/images"),
    ("GET", "/api/images"),
    ("GET", "/api/images/{image}"),
    ("GET", "/api/networks"),
    ("GET", "/api/networks/{network}"),
    ("GET", "/api/networks/{network}/prediction"),
    ("GET", "/api/networks/{network}/whole"),
    ("GET", "/api/networks/{network}/layers/{layer}"),
    ("GET", "/api/networks/{network}/layers/{layer}/unit"),
    ("GET", "/api/networks/{network}/layers/{layer}/footprint"),
    ("GET", "/api/networks/{network}/layers/{layer}/dream"),
    ("GET", "/api/networks/{network}/layers/{layer}/weights"),
    ("POST", "/api/receptive-field"),
    ("GET", "/api/training"),
    ("GET", "/healthz"),
    ("GET", "/readyz"),
    ("GET", "/metrics"),
)


@pytest.fixture(scope="module")
def document(server: Server) -> Any:  # noqa: ANN401 -- schemathesis names no type for a loaded document
    return schemathesis.openapi.from_url(f"{server.url}/openapi.json")


def test_no_endpoint_is_left_out(document: Any) -> None:  # noqa: ANN401
    declared = {(one.ok().method.upper(), one.ok().path) for one in document.get_all_operations()}
    assert declared == set(ENDPOINTS)


@pytest.mark.parametrize(("method", "path"), ENDPOINTS)
def test_every_answer_is_one_that_the_document_declares(document: Any, method: str, path: str) -> None:  # noqa: ANN401
    @given(case=document[path][method].as_strategy())
    @settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    def ask(case: Any) -> None:  # noqa: ANN401
        case.call_and_validate(checks=CHECKS)

    ask()
