"""Runs a stencil over a frame, a strip of rows at a time: what a strip touches stays in the processor's cache.

That keeps the cost of a megapixel the same for small and large pictures, and between strips is the time to report
progress and to stop.
"""

from collections.abc import Callable, Iterator
from math import ceil
from typing import TypeAlias

from torch import Tensor

from app.engine.borders import Frame
from app.engine.routes.choose import choose
from app.engine.routes.stencil import Route, Stencil
from app.engine.routes.table import MODULES, parts_for, require_able

Tick: TypeAlias = Callable[[float], None]
"""Called with the share that is done; raising from it stops the work."""

Finish: TypeAlias = Callable[[Tensor, slice], Tensor]
"""Turns the sums of some filters into values, in place."""


def run(
    frame: Frame, stencil: Stencil, finish: Finish, tick: Tick, route: Route | None = None, output: Tensor | None = None
) -> Tensor:
    """The finished output [F, H', W'] of what the frame shows, in `output` if that is given."""
    shape = stencil.output_shape(len(frame.rows), len(frame.columns))
    if route is None:
        route = choose(stencil, shape, frame.image.device)
    else:
        require_able(route, stencil, frame.image.device)
    for filters, top, share, sums in _sums(frame, stencil, shape, route):
        values = finish(sums, filters)
        if output is None and values.shape == (stencil.filters, *shape):
            output = values.contiguous()  # one strip was all of it: nothing to put together
        else:
            output = frame.image.new_empty(stencil.filters, *shape) if output is None else output
            output[filters, top : top + values.shape[1]] = values
        tick(share)
    assert output is not None  # noqa: S101 -- an output has at least one strip; this tells mypy
    return output


def share_of(tick: Tick, number: int, count: int) -> Tick:
    """A tick for one of `count` pieces of work.

    >>> heard = []
    >>> share_of(heard.append, number=1, count=4)(0.5)
    >>> heard
    [0.375]
    """

    def hear(share: float) -> None:
        tick((number + share) / count)

    return hear


def _sums(
    frame: Frame, stencil: Stencil, shape: tuple[int, int], route: Route
) -> Iterator[tuple[slice, int, float, Tensor]]:
    """Strip after strip: the filters, the first row, the share that is then done, and the sums."""
    parts = parts_for(route, stencil)
    rows, columns = stencil.input_shape(*shape)
    filters = stencil.filters // len(parts)
    for number, (part, channels) in enumerate(zip(parts, frame.image.chunk(len(parts)), strict=True)):
        seen = Frame(channels, frame.rows[:rows], frame.columns[:columns], frame.border)
        for top, share, sums in _strips(seen, part, shape, route):
            yield slice(number * filters, (number + 1) * filters), top, (number + share) / len(parts), sums


def _strips(
    frame: Frame, stencil: Stencil, shape: tuple[int, int], route: Route
) -> Iterator[tuple[int, float, Tensor]]:
    module = MODULES[route]
    height, width = shape
    spare = module.spare_columns(stencil, width)
    rows = _strip_rows(height, module.strip_rows(stencil, width), on_processor=frame.image.device.type == "cpu")
    if rows == height:
        yield 0, 1.0, module.prepare(stencil, frame.whole(spare), width)()
        return
    strip = frame.strip(stencil.input_shape(rows, width)[0], spare)
    compute = module.prepare(stencil, strip, width)
    count = ceil(height / rows)
    for number in range(count):
        # All strips are of one height, so that nothing is planned anew for the last one: it overlaps the one before.
        top = min(number * rows, height - rows)
        frame.fill(strip, top * stencil.stride[0])
        yield top, (number + 1) / count, compute()


def _strip_rows(height: int, at_most: int, *, on_processor: bool) -> int:
    """The rows of one strip, so that all are as even as can be; a graphics card takes everything at once."""
    return ceil(height / ceil(height / at_most)) if on_processor else height
