"""What a named kernel is, and how its weights are written down."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

Exact: TypeAlias = tuple[tuple[Fraction, ...], ...]
Family = Literal["move", "blur", "sharpen", "edges", "curvature", "lines", "lessons"]


def weights(text: str, over: int = 1) -> Exact:
    """Rows split by `;`, cells by spaces, every cell divided by `over`; shape: rows × columns.

    >>> [[str(weight) for weight in row] for row in weights("1 2; 3 4", over=10)]
    [['1/10', '1/5'], ['3/10', '2/5']]
    """
    return tuple(tuple(Fraction(cell) / over for cell in row.split()) for row in text.split(";"))


@dataclass(frozen=True, slots=True)
class NamedKernel:
    """A kernel worth a name: exact weights, and one sentence on what it finds and why.

    `alias_of` names the kernel that has the same weights under another name.
    """

    name: str
    title: str
    rows: Exact
    account: str
    family: Family
    source: str = ""
    alias_of: str | None = None

    @property
    def total(self) -> Fraction:
        """The sum of all weights: what a flat area of brightness 1 becomes.

        >>> blur = NamedKernel("pair", "Pair", weights("1 1", over=2), "Averages two neighbours.", "blur")
        >>> print(blur.total)
        1
        """
        return sum((weight for row in self.rows for weight in row), Fraction(0))

    @property
    def symmetric(self) -> bool:
        """Whether half a turn changes nothing, so that correlation and true convolution agree.

        >>> NamedKernel("step", "Step", weights("1 -1"), "Finds steps.", "edges").symmetric
        False
        """
        return self.rows == tuple(row[::-1] for row in reversed(self.rows))
