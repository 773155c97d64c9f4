"""Pages say what they are without scripts: text, pictures that work, links that lead somewhere."""

import io
import re
from html import unescape

import httpx
import pytest
from PIL import Image

HREF = re.compile(r'(?:href|src)="([^"]+)"')


def addresses(html: str) -> set[str]:
    return {unescape(address) for address in HREF.findall(html)}


@pytest.mark.parametrize("page", ["/", "/docs", "/kernels", "/arithmetic", "/?image=cat&kernel=outline&padding=same"])
def test_every_link_and_picture_of_a_page_leads_somewhere_on_this_server(client: httpx.Client, page: str) -> None:
    html = client.get(page).text
    for address in addresses(html):
        if address.startswith("#"):
            assert f'id="{address[1:]}"' in html
        else:
            assert address.startswith("/"), address
            assert client.get(address).status_code == 200, address


def test_the_first_page_opens_on_a_convolved_picture(client: httpx.Client) -> None:
    html = client.get("/").text
    picture = next(address for address in addresses(html) if address.startswith("/api/convolution?image=face"))
    assert Image.open(io.BytesIO(client.get(picture).content)).format == "PNG"
    assert "input" in html
    assert "output" in html


def test_the_pages_link_is_the_question(client: httpx.Client) -> None:
    html = client.get("/?image=cat&kernel=1,0,-1&stride=2").text
    assert "/api/convolution?image=cat&amp;kernel=1,0,-1&amp;stride=2" in html
    assert "\N{MINUS SIGN}1" in html


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("image=nobody", "nobody"),
        ("kernel=sobelx", "sobel-x"),
        ("image=face&kernel=1&stride=0", "1 to 64"),
        ("grid=1,2&kernel=1", "images"),
        ("kernel=<script>alert(1)</script>", "&lt;script&gt;"),
    ],
)
def test_an_unreadable_link_says_what_is_wrong_and_shows_the_page_as_it_opens(
    client: httpx.Client, query: str, says: str
) -> None:
    answer = client.get(f"/?{query}")
    assert answer.status_code == 422
    assert says in answer.text
    assert "<script>alert" not in answer.text
    assert "kernel=sobel-left" in answer.text


def test_a_written_grid_is_drawn_on_the_page_of_kernels(client: httpx.Client) -> None:
    answer = client.get("/kernels?grid=1,2,0;0,1,3;2,2,1&kernel=1,0;0,1")
    assert answer.status_code == 200
    for address in addresses(answer.text):
        if address.startswith("/api/convolution?grid"):
            assert Image.open(io.BytesIO(client.get(address).content)).size[0] in (2, 3)


def test_the_page_of_arithmetic_writes_its_numbers_out(client: httpx.Client) -> None:
    html = client.get("/arithmetic?grid=1,2;3,4|0,1;1,0&kernel=1,-1|2,0&bias=-5").text
    cells = re.findall(r'<td data-tone="-?[0-4]">([^<]+)</td>', html)
    assert [int(cell.replace("\N{MINUS SIGN}", "-")) for cell in cells] == [
        *range(1, 5),
        0,
        1,
        1,
        0,
        1,
        -1,
        2,
        0,
        -6,
        -4,
    ]
    assert "output, 1 × 2 × 1" in html


def test_an_output_too_large_to_read_is_not_computed_for_the_page_of_arithmetic(client: httpx.Client) -> None:
    grid = ";".join([",".join("1" * 40)] * 40)
    html = client.get(f"/arithmetic?grid={grid}&kernel=1").text
    assert html.count("Too many numbers to be written out.") == 2
    assert "output, 1 × 40 × 40" in html


def test_a_picture_is_at_home_on_another_page_than_arithmetic(client: httpx.Client) -> None:
    answer = client.get("/arithmetic?image=cat&kernel=1")
    assert answer.status_code == 422
    assert "a picture is at home on /kernels" in answer.text
    assert "grid=3,1,2,3,1" in answer.text


def test_a_lost_visitor_gets_a_page_and_a_program_gets_a_problem(client: httpx.Client) -> None:
    page = client.get("/nowhere", headers={"Accept": "text/html"})
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "/nowhere is not an address of ours." in page.text
    assert client.get("/nowhere").headers["content-type"] == "application/problem+json"


def test_pages_hold_no_inline_script_or_style(client: httpx.Client) -> None:
    for page in ("/", "/docs"):
        html = client.get(page).text
        assert not re.search(r"<script(?![^>]*\bsrc=)", html)
        assert not re.search(r'\sstyle="|<style|\son\w+="', html)


def test_the_reference_names_every_endpoint_of_the_document(client: httpx.Client) -> None:
    html = client.get("/docs").text
    for path in client.get("/openapi.json").json()["paths"]:
        assert path in html


def test_assets_are_kept_for_good_and_pages_are_asked_for_again(client: httpx.Client) -> None:
    html = client.get("/")
    script = next(
        address for address in addresses(html.text) if address.startswith("/assets/") and address.endswith(".js")
    )
    assert "immutable" in client.get(script).headers["cache-control"]
    assert html.headers["cache-control"] == "no-cache"
