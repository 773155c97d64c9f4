"""Figures that need no script: addresses for `<img>`, and a kernel's numbers as a table."""

from dataclasses import dataclass

from app.engine import kernels
from app.images.gallery import Entry
from app.lab import Lab
from app.wire.kernel import Kernel
from app.wire.numbers import Number
from app.wire.query import canonical
from app.wire.questions import ConvolutionQuestion, Operation
from app.wire.values import Pair, Plane

CARD = Pair(256, 256)
LARGEST_MATRIX = 9
"""A kernel of more columns is described instead of written out."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A weight as it is read, and how strongly it is tinted: -4…4."""

    text: str
    tone: int


Matrix = tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    url: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class Figure:
    """Input, kernel, output, and the question that makes them."""

    title: str
    account: str
    kernel: str
    matrices: tuple[Matrix, ...]
    before: Picture
    after: Picture
    query: str


@dataclass(frozen=True, slots=True)
class Card:
    title: str
    note: str
    href: str
    picture: str
    is_small: bool


def figure_of(question: ConvolutionQuestion, lab: Lab) -> Figure:
    """The figure of a question that can be answered."""
    before = input_picture(question, lab)
    out_height, out_width = lab.shapes(question)[1]
    query = canonical(question)
    named = kernels.CATALOGUE.get(str(question.kernel))
    title = named.title if named else str(question.kernel)
    return Figure(
        title=title,
        account=named.account if named else "A kernel of your own.",
        kernel=str(question.kernel),
        matrices=tuple(matrix_of(plane) for plane in question.kernel.planes()[0]),
        before=before,
        after=Picture(f"/api/convolution?{query}&format=png", out_width, out_height, f"{before.alt}, after {title}"),
        query=query,
    )


def input_picture(question: Operation, lab: Lab) -> Picture:
    """What the question looks at; a written grid is drawn by the kernel that copies."""
    height, width = lab.shapes(question)[0]
    if question.grid is not None:
        copied = ConvolutionQuestion(grid=question.grid, kernel=Kernel.read("1"))
        return Picture(f"/api/convolution?{canonical(copied)}&format=png", width, height, "A written grid")
    size = f"&size={question.size}" if question.size else ""
    address = f"/api/images/{question.image}?format=png&channels={question.channels}{size}"
    return Picture(address, width, height, lab.gallery.find(str(question.image)).title)


def matrix_of(plane: Plane, widest: int = LARGEST_MATRIX) -> Matrix:
    """Written numbers with their tint; empty where there are too many to read."""
    if len(plane[0]) > widest:
        return ()
    largest = max((abs(number.value) for row in plane for number in row), default=0) or 1.0
    return tuple(tuple(Cell(shown(number), round(4 * number.value / largest)) for number in row) for row in plane)


def shown(number: Number) -> str:
    """A weight as a person reads it: fractions as they are, long decimals to three digits."""
    text = number.text if "/" in number.text or len(number.text) <= 6 else f"{number.value:.3g}"
    return text.replace("-", "\N{MINUS SIGN}")


def kernel_card(name: str, question: ConvolutionQuestion, entry: Entry) -> Card:
    """The same picture under another kernel."""
    named = kernels.CATALOGUE[name]
    asked = question.model_copy(update={"kernel": Kernel.read(name)})
    return card(named.title, named.account, asked, entry)


def image_card(entry: Entry, question: ConvolutionQuestion) -> Card:
    """Another picture under the same kernel."""
    asked = question.model_copy(update={"image": entry.name or entry.id})
    return card(entry.title, entry.account, asked, entry)


def card(title: str, note: str, question: ConvolutionQuestion, entry: Entry) -> Card:
    """The output of a question; a large picture is shrunk before it is computed, a small one shows its cells."""
    is_small = max(entry.width, entry.height) <= CARD.rows
    asked = question if is_small else question.model_copy(update={"size": CARD})
    picture = f"/api/convolution?{canonical(asked)}&format=png"
    return Card(title, note, f"/?{canonical(question)}", picture, is_small)
