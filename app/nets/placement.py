"""Where the cells of an input lie in the picture that it was made from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Axis:
    """Along one axis, input coordinate `i` lies at `start + step · i` in the picture.

    >>> Axis(10.0, 2.0).after(Axis(-3.0, 0.5))
    Axis(start=4.0, step=1.0)
    """

    start: float = 0.0
    step: float = 1.0

    def __call__(self, coordinate: float) -> float:
        return self.start + self.step * coordinate

    def after(self, inner: "Axis") -> "Axis":
        """First `inner`, then this one."""
        return Axis(self(inner.start), self.step * inner.step)


@dataclass(frozen=True, slots=True)
class Placement:
    """Where the input's cells lie in the picture that came, `height` × `width`.

    A cell may be a mean of more than what lies under it: `reach` says of how many pixels more, down and across.
    """

    rows: Axis
    columns: Axis
    height: int
    width: int
    reach: tuple[float, float] = (0.0, 0.0)

    def image_box(self, top: float, left: float, bottom: float, right: float) -> tuple[float, float, float, float]:
        """A box of the input as top, left, bottom, right of the picture, as far as it lies in the picture.

        >>> Placement(Axis(-4.0, 2.0), Axis(0.0, 2.0), 20, 20).image_box(1, 1, 4, 4)
        (0.0, 2.0, 4.0, 8.0)
        """
        rows, columns = (self.rows(top), self.rows(bottom)), (self.columns(left), self.columns(right))
        (first, last), (start, stop) = _within(rows, self.height), _within(columns, self.width)
        return first, start, last, stop

    def seen_box(self, top: float, left: float, bottom: float, right: float) -> tuple[float, float, float, float]:
        """The same box, with all the pixels that its cells are means of: outside its edges no pixel's middle counts.

        >>> Placement(Axis(-4.0, 2.0), Axis(0.0, 2.0), 20, 20, (1.0, 1.0)).seen_box(4, 1, 5, 4)
        (3.0, 1.0, 7.0, 9.0)
        """
        first, start, last, stop = self.image_box(top, left, bottom, right)
        if first >= last or start >= stop:
            return first, start, last, stop
        down, across = self.reach
        (first, last), (start, stop) = (first - down, last + down), (start - across, stop + across)
        (first, last), (start, stop) = _within((first, last), self.height), _within((start, stop), self.width)
        return first, start, last, stop

    def of_larger(self, height: int, width: int) -> "Placement":
        """The same, where the picture that came was itself made from one of that size."""
        steps = height / self.height, width / self.width
        down, across = (Axis(0.0, step) for step in steps)
        further = tuple(reach * step + beyond(step) for reach, step in zip(self.reach, steps, strict=True))
        return Placement(down.after(self.rows), across.after(self.columns), height, width, (further[0], further[1]))


def beyond(step: float) -> float:
    """How far past its own edges a cell of `step` pixels is averaged from: a triangle reaches max(step, 1) to a side.

    >>> beyond(4.0), beyond(0.5), beyond(1.0)
    (2.0, 0.75, 0.0)
    """
    return max(step, 1.0) - step / 2 if step != 1 else 0.0


def _within(ends: tuple[float, float], length: int) -> tuple[float, float]:
    return min(max(ends[0], 0.0), float(length)), min(max(ends[1], 0.0), float(length))
