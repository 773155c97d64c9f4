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
    """Where the input's cells lie in the picture that came, `height` × `width`."""

    rows: Axis
    columns: Axis
    height: int
    width: int

    def image_box(self, top: float, left: float, bottom: float, right: float) -> tuple[float, float, float, float]:
        """A box of the input as top, left, bottom, right of the picture, as far as it lies in the picture.

        >>> Placement(Axis(-4.0, 2.0), Axis(0.0, 2.0), 20, 20).image_box(1, 1, 4, 4)
        (0.0, 2.0, 4.0, 8.0)
        """
        rows, columns = (self.rows(top), self.rows(bottom)), (self.columns(left), self.columns(right))
        (first, last), (start, stop) = _within(rows, self.height), _within(columns, self.width)
        return first, start, last, stop

    def of_larger(self, height: int, width: int) -> "Placement":
        """The same, where the picture that came was itself made from one of that size."""
        down, across = Axis(0.0, height / self.height), Axis(0.0, width / self.width)
        return Placement(down.after(self.rows), across.after(self.columns), height, width)


def _within(ends: tuple[float, float], length: int) -> tuple[float, float]:
    return min(max(ends[0], 0.0), float(length)), min(max(ends[1], 0.0), float(length))
