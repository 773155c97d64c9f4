"""From a name and its arguments to weights."""

from collections.abc import Mapping
from types import MappingProxyType

from app.engine.errors import InvalidParameter, UnknownKernel
from app.engine.kernels.catalogue import CATALOGUE
from app.engine.kernels.generators import GENERATORS, Rows
from app.engine.kernels.suggestions import did_you_mean

_NONE_GIVEN: Mapping[str, float] = MappingProxyType({})


def resolve(name: str, arguments: Mapping[str, float] = _NONE_GIVEN) -> Rows:
    """The weights of a named kernel, or of a generator with these arguments; exact where they are fractions.

    >>> resolve("sobel-x") == resolve("sobel-left"), len(resolve("gaussian", {"size": 7}))
    (True, 7)
    """
    if name in GENERATORS:
        return GENERATORS[name].rows(arguments)
    if name not in CATALOGUE:
        raise UnknownKernel(f'There is no kernel "{name}".{did_you_mean(name, [*CATALOGUE, *GENERATORS])}', "kernel")
    if arguments:
        raise InvalidParameter(f'"{name}" is a fixed kernel: it takes no {", ".join(arguments)}.', "kernel")
    return CATALOGUE[name].rows
