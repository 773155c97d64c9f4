"""/signals without scripts: the numbers of its link as a drawing and in words, and cases that all lead somewhere."""

import re

import httpx
import numpy as np
import pytest

from app.pages.signal_cases import CASES, CONTINUOUS
from tests.pages.test_pages import addresses

OUTPUT = re.compile(r"<figcaption>The output is ([^<]*)\. The same as JSON")


def output_of(html: str) -> list[float]:
    found = OUTPUT.search(html)
    assert found
    return [float(number.replace("\N{MINUS SIGN}", "-")) for number in found[1].split(", ")]


@pytest.mark.parametrize(
    ("query", "output"),
    [
        ("", np.convolve([1, 2, 3, 4, 5, 6], [1, 2])),
        ("grid=1,2,3,4,5,6&kernel=1,2", [5, 8, 11, 14, 17]),
        ("grid=1,2,3,4,5,6&kernel=1,2&flip=1", [4, 7, 10, 13, 16]),
        ("grid=1,-2,3&kernel=2,0,-1&padding=full&flip=1", np.convolve([1, -2, 3], [2, 0, -1])),
        ("view=h=box,1", np.convolve([1, 2, 3, 4, 5, 6], [1, 2])),
    ],
)
def test_the_output_of_the_link_stands_on_the_page(client: httpx.Client, query: str, output: list[float]) -> None:
    answer = client.get(f"/signals?{query}")
    assert answer.status_code == 200
    assert output_of(answer.text) == list(output)


def test_every_case_and_every_address_of_the_page_leads_somewhere(client: httpx.Client) -> None:
    html = client.get("/signals").text
    assert html.count('class="card-link"') == len(CASES) + len(CONTINUOUS) >= 8
    for address in addresses(html):
        if address.startswith("/"):
            assert client.get(address).status_code == 200, address


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("image=cat&kernel=1,2", "pictures are at home on /kernels"),
        ("grid=1,2;3,4&kernel=1,2", "more rows are at home on /arithmetic"),
        ("grid=1,2,3&kernel=box-blur", "one row of numbers, such as 1,2,1"),
        ("grid=1,2,3&kernel=1&padding=1", "no rows above or below"),
        ("grid=1,2,3&kernel=1,1,1,1", "cannot fit"),
        ("grid=1,2,3&kernel=1&transposed=1", "Transposed"),
    ],
)
def test_what_is_no_signal_is_explained_above_the_page_as_it_opens(client: httpx.Client, query: str, says: str) -> None:
    answer = client.get(f"/signals?{query}")
    assert answer.status_code == 422
    assert says in answer.text
    assert output_of(answer.text) == [1, 4, 7, 10, 13, 16, 12]


def test_an_output_stands_under_the_kernels_first_weight(client: httpx.Client) -> None:
    """Not turned, valid begins at n = 0; turned, k[0] is the window's last place, and valid begins at n = 1."""
    for query, first in (("", 0), ("&flip=1", 1)):
        html = client.get(f"/signals?grid=1,2,3,4,5,6&kernel=1,2{query}").text
        dots = [float(x) for x in re.findall(r'<circle class="dot-output" cx="([0-9.]+)" cy="[0-9.]+" r="5"', html)]
        places = [(x - 96) / 64 - 0.5 for x in dots]
        assert places == pytest.approx([first + n for n in range(5)])
