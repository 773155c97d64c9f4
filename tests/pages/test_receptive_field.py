"""/receptive-field without scripts: the layers of its link as a drawing, a sentence, a table; cases lead somewhere."""

import re

import httpx
import pytest

from app.nets.analysis import analyse
from app.nets.fields import field_of
from app.nets.graph import graph_of
from app.pages.receptive_cases import CASES
from app.pages.stacks import architecture_of, read_stack
from tests.conftest import Server
from tests.pages.test_pages import addresses

MINUS = "\N{MINUS SIGN}"
WRONG = "Do the channels match?"


def table_of(html: str) -> dict[str, list[str]]:
    rows = re.findall(r"<tr>\s*<th scope=\"row\">([^<]*)</th>(.*?)</tr>", html, re.DOTALL)
    return {name: re.findall(r"<td[^>]*>([^<]*)</td>", cells) for name, cells in rows}


def test_it_opens_on_three_layers_that_see_3_5_and_7(client: httpx.Client) -> None:
    answer = client.get("/receptive-field")
    assert answer.status_code == 200
    table = table_of(answer.text)
    assert [table[f"conv{depth}"][2] for depth in (1, 2, 3)] == ["3", "5", "7"]
    assert "conv3, unit 8 of 0 to 15: sees 7 input columns, 5 to 11." in answer.text


@pytest.mark.parametrize(
    ("given", "layers", "layer", "unit"),
    [
        ("3,32", "conv:5,same,f10", "conv1", (0, 0, 0)),
        ("1,16", "conv:3,s2,p1~max:2~up:3,s2", "upconv1", (0, 3, 5)),
        ("4,12", "conv:3,p1,f4~conv:3,p1,f4~skip:2", "skip1.add", (0, 11, 11)),
    ],
)
def test_the_numbers_of_the_link_stand_on_the_page(
    client: httpx.Client, given: str, layers: str, layer: str, unit: tuple[int, int, int]
) -> None:
    link = f"input={given}&layers={layers}&layer={layer}&unit={','.join(map(str, unit))}"
    html = client.get(f"/receptive-field?{link}").text
    graph = graph_of(architecture_of(read_stack(given, layers)))
    table = table_of(html)
    for told in analyse(graph)["layers"]:
        _, shape, size, jump, start, *_, parameters, macs = table[told["name"]]
        assert shape == " \N{MULTIPLICATION SIGN} ".join(map(str, told["output_shape"]))
        assert size == str(told["receptive_field"][0])
        assert (jump, start) == (f"{told['jump'][0]:g}", str(told["start"][0]).replace("-", MINUS))
        assert (parameters, macs) == (f"{told['parameters']:,}", f"{told['macs']:,}")
    box = field_of(graph, layer, unit).box
    assert box
    assert f"{box[1]} to {box[3] - 1}." in html


def test_every_case_and_every_address_of_the_page_leads_somewhere(client: httpx.Client) -> None:
    html = client.get("/receptive-field").text
    assert html.count('class="card-link"') == len(CASES)
    for address in addresses(html):
        if address.startswith("/"):
            assert client.get(address).status_code == 200, address


def test_what_the_cases_say_is_so(client: httpx.Client) -> None:
    """The numbers in their notes are those of the deepest layer of maps."""
    says = {"Without depth": "15", "A small ConvNet for digits": "10", "LeNet": "16", "AlexNet": "195", "VGG-16": "212"}
    for title, size in says.items():
        case = next(case for case in CASES if case.title == title)
        assert size in case.note
        rows = table_of(client.get(f"/receptive-field?{case.query}").text)
        maps = [row for row in rows.values() if row[1].count("\N{MULTIPLICATION SIGN}") == 2]
        assert maps[-1][2] == size or any(row[2] == size for row in maps), title


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("layers=conv", "is no layer"),
        ("network=nobody", "There is no network"),
        ("network=alexnet&layers=conv:3", "one of the two"),
        ("unit=7", "channel,row,column"),
        ("stride=2", "no parameter"),
    ],
)
def test_what_cannot_be_read_is_explained_above_the_page_as_it_opens(
    client: httpx.Client, query: str, says: str
) -> None:
    answer = client.get(f"/receptive-field?{query}")
    assert answer.status_code == 422
    assert says in answer.text.replace("&#39;", "'")
    assert table_of(answer.text)["conv3"][2] == "7"


@pytest.mark.parametrize(
    ("query", "says", "before"),
    [
        ("layers=conv:3~conv:31", "conv2: A window spanning 31 cells cannot fit in 14.", ["input", "conv1"]),
        (
            "input=3,32&layers=conv:3,p1~conv:3,p1,f16,i3",
            "conv2: It was made for 3 input channels, but 8 come in.",
            ["input", "conv1"],
        ),
        ("input=4,8&layers=conv:3,p1~skip:1", "skip1: The body makes", ["input", "conv1"]),
        ("input=1,2&layers=conv:3", "conv1: A window spanning 3", ["input"]),
    ],
)
def test_a_wrong_description_is_shown_wrong_with_the_layers_before_it(
    client: httpx.Client, query: str, says: str, before: list[str]
) -> None:
    answer = client.get(f"/receptive-field?{query}")
    assert answer.status_code == 200
    assert says in answer.text
    assert list(table_of(answer.text)) == before


def test_the_description_of_channels_that_do_not_match_is_refused_at_its_layer(server: Server) -> None:
    case = next(case for case in CASES if case.title == WRONG)
    given, layers = (part.split("=", 1)[1] for part in case.query.split("&"))
    description = architecture_of(read_stack(given, layers)).model_dump(mode="json", exclude_none=True)
    answer = server.client.post("/api/receptive-field", json=description)
    assert answer.status_code == 422
    assert answer.json()["layer"] == "conv2"
    assert answer.json()["detail"].endswith("It was made for 3 input channels, but 8 come in.")
