"""The lab: fetches what a question is about, has the engine work, and says what came of it. No HTTP, no bytes."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import prod
from typing import Any, Final

import torch
from torch import Tensor

from app.engine.convolution import Convolution, Tick, convolve
from app.engine.errors import EngineError
from app.engine.geometry import Geometry
from app.engine.pooling import Pooling, pool
from app.engine.steps import ConvolutionStep, PoolingStep, convolution_steps, pooling_steps
from app.engine.summary import summarise
from app.images.gallery import Entry, Gallery
from app.wire.answers import MOST_JSON_NUMBERS, Answer, Meta
from app.wire.display import Look, Shown
from app.wire.errors import QuestionError
from app.wire.query import canonical
from app.wire.questions import ImageQuestion, Operation, PoolingQuestion, StepsRange, Subject
from app.wire.to_engine import grid_tensor, make_convolution, make_pooling

DISPLAYABLE: Final = (0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Bounds:
    """The most that one question may cost."""

    work: int
    values: int


class Lab:
    """Answers questions on one device, about the images of one gallery."""

    def __init__(self, gallery: Gallery, device: torch.device, bounds: Bounds) -> None:
        self.gallery = gallery
        self.device = device
        self.bounds = bounds

    def input_of(self, subject: Subject) -> Tensor:
        """The input [C, H, W] on the lab's device."""
        if subject.grid is not None:
            return grid_tensor(subject.grid).to(self.device)
        size = subject.size.both if subject.size else None
        return self.gallery.tensor(str(subject.image), size, subject.channels).to(self.device)

    def answer(self, question: Operation, tick: Tick | None = None) -> Answer:
        """The output of one convolution or pooling, and what is to be known about it."""
        return self.answer_about(question, self.input_of(question), tick)

    def answer_about(self, question: Operation, seen: Tensor, tick: Tick | None = None) -> Answer:
        """The same for an input that is at hand, such as a camera's frame."""
        operation = self._plan(question, seen)
        tensors, signed = self._run(operation, seen, tick)
        clip = displayable(question, seen)
        summary = summarise(tensors["output"], clip)
        meta = {
            "question": canonical(question),
            "geometry": operation.geometry.describe(*seen.shape[1:]),
            "output_shape": list(tensors["output"].shape),
            "range": list(summary.range),
            "ranges": [list(one) for one in summary.ranges],
            "histogram": summary.histogram,
            "clipped_share": summary.clipped_share,
            "clip": list(clip),
            "device": self.device.type,
        }
        return Answer(tensors, meta, "output", look_of(question, operation, signed, clip))

    def shapes(self, question: Operation) -> tuple[list[int], list[int]]:
        """Input and output height and width, or the refusal, without computing the output."""
        seen = self.input_of(question)
        height, width = seen.shape[1:]
        operation = self._plan(question, seen)
        shaped = operation if isinstance(operation, Pooling) else operation.geometry
        return [height, width], list(shaped.output_shape(height, width))

    def steps(self, question: Operation, wanted: StepsRange, tick: Tick | None = None) -> Meta:
        """Some of the sliding steps, each written out."""
        return self.steps_about(question, wanted, self.input_of(question), tick)

    def steps_about(self, question: Operation, wanted: StepsRange, seen: Tensor, tick: Tick | None = None) -> Meta:
        """The same for an input that is at hand."""
        operation = self._plan(question, seen)
        maps = len(operation.weights) if isinstance(operation, Convolution) else len(seen)
        shape = (maps, *operation.geometry.output_shape(*seen.shape[1:]))
        return {
            "question": canonical(question),
            "count": prod(shape),
            "output_shape": list(shape),
            "from": wanted.first,
            **written_kernel(question),
            "steps": self._listed(operation, seen, wanted, tick),
        }

    def image(self, entry: Entry, question: ImageQuestion) -> Answer:
        """A stored image as a tensor [C, H, W] in 0…1, or as pixels."""
        channels = question.channels or ("rgb" if entry.channels > 1 else "gray")
        tensor = self.gallery.tensor(entry.id, question.size.both if question.size else None, channels)
        return Answer(
            {"image": tensor}, describe(entry), "image", Look("clip", DISPLAYABLE, as_colour=channels == "rgb")
        )

    def _listed(
        self, operation: Convolution | Pooling, seen: Tensor, wanted: StepsRange, tick: Tick | None
    ) -> Sequence[ConvolutionStep | PoolingStep]:
        if isinstance(operation, Convolution):
            return convolution_steps(seen, operation, wanted.first, wanted.count, tick)
        return pooling_steps(seen, operation, wanted.first, wanted.count, tick)

    def _plan(self, question: Operation, seen: Tensor) -> Convolution | Pooling:
        """The engine's operation, refused beforehand where it would cost too much."""
        if isinstance(question, PoolingQuestion):
            with window_for_kernel():
                pooling = make_pooling(question, *seen.shape[1:])
                taps = prod(pooling.geometry.kernel)
                self._require_affordable(pooling.geometry, seen, filters=seen.shape[0], taps=taps)
            return pooling
        convolution = make_convolution(question, seen.shape[0])
        filters, *sides = convolution.weights.shape
        self._require_affordable(convolution.geometry, seen, filters=filters, taps=prod(sides))
        return convolution

    def _require_affordable(self, geometry: Geometry, seen: Tensor, *, filters: int, taps: int) -> None:
        cells = filters * prod(geometry.output_shape(*seen.shape[1:]))
        visits = taps * (filters * prod(seen.shape[1:]) if geometry.transposed else cells)
        if cells > self.bounds.values:
            raise QuestionError(
                f"The output would have {cells:,} values; {self.bounds.values:,} are the most here.", "size"
            )
        if visits > self.bounds.work:
            raise QuestionError(
                f"That takes {visits:,} multiplications; {self.bounds.work:,} are the most here.", "size"
            )

    def _run(self, operation: Convolution | Pooling, seen: Tensor, tick: Tick | None) -> tuple[dict[str, Tensor], bool]:
        """The tensors of the answer, and whether they are signed by nature."""
        if isinstance(operation, Convolution):
            signed = finds_differences(operation.weights)
            return {"output": convolve(seen, operation, tick=tick)}, signed
        output, winner = pool(seen, operation, tick)
        tensors = {"output": output} if winner is None else {"output": output, "winner": winner}
        return tensors, bool((seen < 0).any())


@contextmanager
def window_for_kernel() -> Iterator[None]:
    """Pooling's question calls `window` what geometry calls the kernel."""
    try:
        yield
    except EngineError as error:
        if error.field == "kernel":
            raise type(error)(error.message, "window") from None
        raise


def displayable(question: Operation, seen: Tensor) -> tuple[float, float]:
    """What a screen can show: 0…1 for images; for a written grid, the numbers it spans together with 0."""
    if question.grid is None:
        return DISPLAYABLE
    low, high = (float(end) for end in torch.aminmax(seen))
    return min(low, 0.0), max(high, 1.0)


def finds_differences(weights: Tensor) -> bool:
    """Whether what comes out is a difference, about zero, rather than a brightness.

    Sobel's weights sum to 0 and leave differences; sharpen's sum to 1 and leave a picture, though some are negative.
    """
    return bool((weights < 0).any()) and float(weights.sum(dim=(1, 2, 3)).min()) < 0.5


def written_kernel(question: Operation) -> dict[str, Any]:
    """A convolution's kernel [filter][channel][row][column] as the grammar writes numbers: a box's 1/9 stays 1/9."""
    if isinstance(question, PoolingQuestion):
        return {}
    filters = question.kernel.planes()
    if sum(len(plane) * len(plane[0]) for planes in filters for plane in planes) > MOST_JSON_NUMBERS:
        return {}
    return {"kernel": [[[[cell.text for cell in row] for row in plane] for plane in planes] for planes in filters]}


def look_of(question: Operation, operation: Convolution | Pooling, signed: bool, clip: tuple[float, float]) -> Look:
    """How the PNG shows the output, as the page does (`state/operation.ts`): a colour picture has no blue to spare."""
    together = is_colour(question, operation)
    finds = signed or question.grid is not None  # numbers have no black and white to be cut at
    automatic: Shown = ("absolute" if together else "signed") if finds else "clip"
    return Look(automatic if question.values == "auto" else question.values, clip, together)


def is_colour(question: Operation, operation: Convolution | Pooling) -> bool:
    """Whether red, green and blue go through the operation each on its own, and are one picture again."""
    if question.channels != "rgb":
        return False
    return isinstance(operation, Pooling) or (operation.groups == 3 and len(operation.weights) == 3)


def describe(entry: Entry) -> dict[str, Any]:
    """An image as the API speaks of it."""
    return {
        "id": entry.id,
        "name": entry.name,
        "title": entry.title,
        "width": entry.width,
        "height": entry.height,
        "channels": entry.channels,
        "credit": entry.credit,
        "licence": entry.licence,
        "sample": entry.sample,
        "url": f"/api/images/{entry.name or entry.id}",
    }
