"""Numbers as the grammar writes them: `3`, `-0.5`, `1e-7`, and fractions such as `1/9` that stay fractions."""

import re
from dataclasses import dataclass
from typing import Self

LARGEST = 1e9
"""Beyond this a float32 sum of many terms would lose the digits that we show."""

LONGEST = 32
DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?(e-?[0-9]{1,3})?")
FRACTION = re.compile(r"(-?)([0-9]+)/([0-9]+)")


@dataclass(frozen=True, slots=True)
class Number:
    """A number and the one way in which the grammar writes it.

    >>> Number.read("-2/16"), Number.read("0.50").text, Number.read("1.0").text
    (Number(text='-2/16', value=-0.125), '0.5', '1')
    """

    text: str
    value: float

    @classmethod
    def read(cls, text: str) -> Self:
        """Read one number; `ValueError` carries the sentence that says what is wrong with it."""
        if len(text) > LONGEST:
            raise ValueError(f"A number of {len(text)} characters is too long; {LONGEST} are enough.")
        if fraction := FRACTION.fullmatch(text):
            return cls._of_fraction(*fraction.groups())
        if not DECIMAL.fullmatch(text):
            raise ValueError(f"{text!r} is not a number; write 3, -0.5, 1e-7 or a fraction such as 1/9.")
        if abs(float(text)) >= LARGEST:
            raise ValueError(too_large(text))
        return cls.of(float(text))

    @classmethod
    def of(cls, value: float) -> Self:
        """A computed number, written as its shortest decimal."""
        return cls(write_decimal(value), float(value))

    @classmethod
    def _of_fraction(cls, sign: str, above: str, below: str) -> Self:
        if int(below) == 0:
            raise ValueError(f"{sign}{above}/{below} divides by zero.")
        if int(above) == 0:
            return cls("0", 0.0)
        value = int(above) / int(below)
        if value >= LARGEST:
            raise ValueError(too_large(f"{sign}{above}/{below}"))
        return cls(f"{sign}{int(above)}/{int(below)}", -value if sign else value)


def too_large(text: str) -> str:
    return f"{text} is too large; numbers stay below a thousand million."


def write_decimal(value: float) -> str:
    """The shortest digits that read back as `value`, the same in Python and in the browser.

    >>> write_decimal(1e-07), write_decimal(0.25), write_decimal(-0.0), write_decimal(123456789.0)
    ('1e-7', '0.25', '0', '123456789')
    """
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    mantissa, _, exponent = repr(float(value)).partition("e")
    if not exponent:
        return mantissa
    power = int(exponent)
    return _positional(mantissa, power) if -7 < power < 0 else f"{mantissa.removesuffix('.0')}e{power}"


def _positional(mantissa: str, power: int) -> str:
    sign = "-" if mantissa.startswith("-") else ""
    digits = mantissa.lstrip("-").removesuffix(".0").replace(".", "")
    return f"{sign}0.{'0' * (-power - 1)}{digits}"
