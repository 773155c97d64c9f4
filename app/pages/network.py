"""The network page as it is before any script has run: what a network makes of its link's picture, and its layers."""

from dataclasses import dataclass
from typing import Any, ClassVar, Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from app.api.answering import Answerer
from app.api.deps import AnswererOfApp, NetLabOfApp
from app.api.work import Tick
from app.images.errors import ImageError
from app.images.gallery import Gallery
from app.netlab import NetLab
from app.nets.errors import NetworkError
from app.nets.graph import INPUT
from app.pages.frame import Context, Pages
from app.wire.against import AgainstField
from app.wire.answers import Meta
from app.wire.edits import Edits, Rewrite, Silence
from app.wire.errors import QuestionError
from app.wire.networks import EditField, LayerField, NetworkField, PredictionQuestion, UnitField
from app.wire.query import read_pairs, split, write_query
from app.wire.questions import ImageField, Question
from app.wire.values import shortened

router = APIRouter(include_in_schema=False)

MOST_PICTURED: Final = 6
MOST_LISTED: Final = 60
BETWEEN: Final = " \N{MULTIPLICATION SIGN} "


class NetworkPageQuestion(Question):
    """The page's link. Twin of `static/src/state/network/network-question.ts`: both open with the same."""

    op: ClassVar[str] = "network"

    network: NetworkField = "mnist-convnet"
    image: ImageField = "three"
    layer: LayerField | None = None
    unit: UnitField | None = None
    against: AgainstField | None = None
    edit: EditField = Edits()


OPENING: Final = NetworkPageQuestion()


@dataclass(frozen=True, slots=True)
class LayerRow:
    name: str
    type: str
    shape: str
    window: str
    sees: str
    parameters: int


@dataclass(frozen=True, slots=True)
class MapsPicture:
    """All maps of a layer, as the server tiles them."""

    layer: str
    shape: str
    url: str


@dataclass(frozen=True, slots=True)
class Guess:
    name: str
    percent: str


@dataclass(frozen=True, slots=True)
class OtherSide:
    """What the link compares it with, as a link of its own."""

    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkContext(Context):
    network: Meta
    image: str
    rows: tuple[LayerRow, ...]
    left_out: int
    pictures: tuple[MapsPicture, ...]
    guesses: tuple[Guess, ...]
    other: OtherSide | None
    changes: tuple[str, ...]
    names: tuple[str, ...]
    problem: str | None
    asked: tuple[str, ...]
    """What the page's script asks first: a browser is told of it before there is a script."""


@router.get("/network")
async def get_network_page(request: Request, answerer: AnswererOfApp, netlab: NetLabOfApp) -> HTMLResponse:
    """The page of the network and the picture in its link; without them, of those that it opens with."""
    pages: Pages = request.app.state.pages
    question, problem = asked(request.url.query, netlab, answerer.lab.gallery)
    network = netlab.describe(question.network)
    context = NetworkContext(
        title=f"{question.network} · Kernelscope",
        description="A trained network running on your drawing or photograph: every map, every number.",
        network=network,
        image=question.image,
        rows=tuple(row_of(layer) for layer in network["layers"][:MOST_LISTED]),
        left_out=max(0, len(network["layers"]) - MOST_LISTED),
        pictures=pictures_of(network, question) if network["available"] else (),
        guesses=await guesses_of(question, answerer, netlab) if network["available"] else (),
        other=other_side(question),
        changes=tuple(map(change_text, question.edit.all)),
        names=tuple(card["name"] for card in netlab.cards()["networks"]),
        problem=problem,
        asked=() if problem else asked_first(network, question),
        **pages.frame(request, "network"),
    )
    return pages.render("network.html", context, 422 if problem else 200)


def asked(query: str, netlab: NetLab, gallery: Gallery) -> tuple[NetworkPageQuestion, str | None]:
    """The link's network, picture, layer and unit; what is not there is explained, above the opening ones."""
    try:
        question = read_pairs(NetworkPageQuestion, split(query))
        network = netlab.describe(question.network)
        gallery.find(question.image)
        require_place(question, [layer["name"] for layer in network["layers"]])
        require_other(question, netlab, gallery)
        netlab.room.require_edits(question.network, question.edit)
    except (QuestionError, NetworkError, ImageError) as error:
        return OPENING, str(error)
    return question, None


def require_place(question: NetworkPageQuestion, layers: list[str]) -> None:
    if question.layer is None and question.unit is not None:
        raise QuestionError("A unit needs its layer; write layer=conv1 too.", "layer")
    if question.layer is not None and question.layer not in layers:
        raise QuestionError(f"{question.network} has no layer {shortened(question.layer)}.", "layer")


def require_other(question: NetworkPageQuestion, netlab: NetLab, gallery: Gallery) -> None:
    against = question.against
    if against is not None and against.kind == "image":
        gallery.find(against.name)
    if against is not None and against.kind == "network":
        netlab.describe(against.name)


def other_side(question: NetworkPageQuestion) -> OtherSide | None:
    """
    >>> from app.wire.against import Against
    >>> other_side(NetworkPageQuestion(network="lenet5", against=Against("image", "disk")))
    OtherSide(name='disk', url='/network?network=lenet5&image=disk')
    """
    against = question.against
    if against is None or against.kind == "trained":
        return None
    asked = {"network": question.network, "image": question.image, against.kind: against.name}
    return OtherSide(against.name, f"/network?{write_query(asked.items())}")


async def guesses_of(question: NetworkPageQuestion, answerer: Answerer, netlab: NetLab) -> tuple[Guess, ...]:
    prediction = PredictionQuestion(image=question.image, edit=question.edit)

    def work(_: Tick) -> list[dict[str, Any]]:
        top: list[dict[str, Any]] = netlab.prediction(question.network, prediction).meta["top"]
        return top

    best = await answerer.workroom.run(f"guesses {question.network} {question.image} {question.edit}", work)
    return tuple(Guess(one["name"], f"{100 * one['probability']:.1f}") for one in best)


def asked_first(network: Meta, question: NetworkPageQuestion) -> tuple[str, ...]:
    """Letter by letter as `static/src/wire/networks.ts` asks: what is written otherwise would be asked twice."""
    here = f"/api/networks/{network['name']}"
    if not network["available"]:
        return "/api/networks", here
    return "/api/networks", here, f"{here}/prediction?{write_query(shown_pairs(question))}"


def shown_pairs(question: NetworkPageQuestion) -> list[tuple[str, str]]:
    return [("image", question.image), *([("edit", str(question.edit))] if question.edit.all else [])]


def pictures_of(network: Meta, question: NetworkPageQuestion) -> tuple[MapsPicture, ...]:
    """The input and the first layers that have maps."""
    spatial = [layer for layer in network["layers"] if len(layer["output_shape"]) == 3]
    first = [layer for layer in spatial if layer["type"] in ("conv", "max-pool", "avg-pool")]
    query = write_query([*shown_pairs(question), ("format", "png")])
    return tuple(
        MapsPicture(
            layer["name"],
            BETWEEN.join(map(str, layer["output_shape"])),
            f"/api/networks/{network['name']}/layers/{layer['name']}?{query}",
        )
        for layer in [*(one for one in spatial if one["name"] == INPUT), *first][:MOST_PICTURED]
    )


def change_text(edit: Silence | Rewrite) -> str:
    """Words count from 1, links from 0.

    >>> change_text(Silence("conv1", 3))
    'channel 4 of conv1 is silenced'
    """
    if isinstance(edit, Silence):
        return f"channel {edit.channel + 1} of {edit.layer} is silenced"
    return f"filter {edit.filter + 1} of {edit.layer} has another kernel over its channel {edit.channel + 1}"


def row_of(layer: Meta) -> LayerRow:
    """
    >>> row_of({"name": "conv1", "type": "conv", "output_shape": [6, 28, 28], "kernel": [5, 5], "stride": [2, 2],
    ...         "receptive_field": [5, 5], "parameters": 156})
    LayerRow(name='conv1', type='conv', shape='6 × 28 × 28', window='5 × 5, stride 2', sees='5 × 5', parameters=156)
    """
    kernel, stride = layer["kernel"], layer["stride"]
    window = BETWEEN.join(map(str, kernel)) if kernel else ""
    if kernel and set(stride) != {1}:
        window += f", stride {stride[0] if stride[0] == stride[1] else BETWEEN.join(map(str, stride))}"
    return LayerRow(
        name=layer["name"],
        type=layer["type"],
        shape=BETWEEN.join(map(str, layer["output_shape"])),
        window=window,
        sees=BETWEEN.join(map(str, layer["receptive_field"])),
        parameters=layer["parameters"],
    )
