"""Kernels made from a formula and a few numbers: the list, and what each number may be."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Literal, TypeAlias

from app.engine.errors import InvalidParameter
from app.engine.kernels import chance, shapes, waves
from app.engine.kernels.suggestions import did_you_mean

Rows: TypeAlias = tuple[tuple[Fraction | float, ...], ...]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number of a generator, from `low` to `high`; `step` is what one notch of a slider moves it by.

    An `int` is a whole number, an `angle` is in degrees.
    """

    name: str
    kind: Literal["int", "float", "angle"]
    low: float
    high: float
    step: float
    default: float
    account: str

    def check(self, value: float) -> float:
        """The value if it is in range, an `int` as int.

        >>> Parameter("size", "int", 1, 31, 1, 3, "Cells along a side.").check(5.0)
        5
        """
        fits = self.low <= value <= self.high  # which NaN never does
        if not fits or (self.kind == "int" and value != int(value)):
            kind = {"int": "a whole number", "float": "a number", "angle": "an angle"}[self.kind]
            degrees = " degrees" if self.kind == "angle" else ""
            raise InvalidParameter(
                f"The {self.name} is {kind} from {self.low:.10g} to {self.high:.10g}{degrees}, not {value:.10g}.",
                "kernel",
            )
        return int(value) if self.kind == "int" else float(value)


@dataclass(frozen=True, slots=True)
class Generator:
    """A formula: `make` takes the parameters by name and answers rows of weights."""

    name: str
    title: str
    account: str
    parameters: tuple[Parameter, ...]
    make: Callable[..., Rows]

    def arguments(self, given: Mapping[str, float]) -> dict[str, float]:
        """Every parameter with its value, in the generator's own order: given and checked, or the default.

        >>> GENERATORS["gaussian"].arguments({"sigma": 2})
        {'size': 5, 'sigma': 2.0}
        """
        names = [parameter.name for parameter in self.parameters]
        for name in given:
            if name not in names:
                hint = did_you_mean(name, names) or f" It has {', '.join(names)}."
                raise InvalidParameter(f'"{self.name}" has no parameter "{name}".{hint}', "kernel")
        return {
            parameter.name: parameter.check(given.get(parameter.name, parameter.default))
            for parameter in self.parameters
        }

    def rows(self, given: Mapping[str, float]) -> Rows:
        """The weights for these arguments.

        >>> print(GENERATORS["box"].rows({"size": 2})[0][0])
        1/4
        """
        return self.make(**self.arguments(given))


def _size(default: int, name: str = "size", account: str = "Cells along a side.") -> Parameter:
    return Parameter(name, "int", 1, 31, 1, default, account)


def _sigma(default: float, account: str = "Spread of the bell, in cells.") -> Parameter:
    return Parameter("sigma", "float", 0.1, 31, 0.1, default, account)


_ALL = (
    Generator("box", "Box blur", "Every cell counts alike: the plain mean of a square.", (_size(3),), shapes.box),
    Generator(
        "rectangle",
        "Rectangle blur",
        "The plain mean of a rectangle: more rows smear upright, more columns sideways.",
        (_size(3, "rows", "Cells from top to bottom."), _size(4, "columns", "Cells from left to right.")),
        shapes.rectangle,
    ),
    Generator(
        "gaussian",
        "Gaussian blur",
        "Near cells count more than far ones, by a bell curve that looks the same from every direction.",
        (_size(5), _sigma(1)),
        shapes.gaussian,
    ),
    Generator(
        "disk",
        "Lens blur",
        "The mean of a disk: each bright dot becomes a round spot, as in a photograph out of focus.",
        (_size(7), Parameter("radius", "float", 0.5, 22, 0.5, 3, "Radius of the spot, in cells.")),
        shapes.disk,
    ),
    Generator(
        "motion",
        "Motion blur",
        "The mean along a line: the smear of a camera that moves while the shutter is open.",
        (_size(9), Parameter("angle", "angle", 0, 180, 5, 45, "0 along the row, 90 along the column.")),
        shapes.motion,
    ),
    Generator(
        "log",
        "Laplacian of Gaussian",
        "Blurs, then takes second differences: finds spots about as wide as the bell, and edges where it changes sign.",
        (_size(9), _sigma(1.4)),
        waves.log,
    ),
    Generator(
        "dog",
        "Difference of Gaussians",
        "A narrow blur less a wide one: what is left is structure of about that size, as cells of the eye see it.",
        (
            _size(9),
            _sigma(1, "Spread of the narrow bell, in cells."),
            Parameter("ratio", "float", 1.1, 5, 0.1, 1.6, "How many times wider the wide bell is."),
        ),
        waves.dog,
    ),
    Generator(
        "gabor",
        "Gabor",
        "Stripes seen through a bell: finds texture and edges of one direction and width, as first layers learn to.",
        (
            _size(15),
            Parameter("theta", "angle", 0, 360, 5, 0, "Which way the wave runs: at 0 the stripes stand upright."),
            Parameter("wavelength", "float", 2, 62, 0.5, 6, "From one bright stripe to the next, in cells."),
            _sigma(3),
            Parameter("phase", "angle", 0, 360, 5, 0, "Where the wave starts: 0 a bar, 90 an edge."),
            Parameter("aspect", "float", 0.1, 5, 0.1, 0.5, "Below 1 the bell is longer along the stripes."),
        ),
        waves.gabor,
    ),
    Generator(
        "random",
        "Random",
        "Whole numbers by lot: what a network starts from, and exercises without end.",
        (
            _size(3),
            Parameter("seed", "int", 0, 999_999, 1, 1, "The same seed gives the same kernel, everywhere."),
            Parameter("largest", "int", 1, 9, 1, 3, "Weights go from minus this to this."),
        ),
        chance.random,
    ),
)

GENERATORS: Mapping[str, Generator] = MappingProxyType({generator.name: generator for generator in _ALL})
