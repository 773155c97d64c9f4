"""Every way in which this room can refuse.

NetworkError                a sentence fit for a learner, and the layer that it is about
├── ImpossibleNetwork       the description does not fit together
├── ImpossibleRecipe        training cannot be done like that
├── UnknownNetwork          no card has that name
├── UnknownLayer            the network has no such layer
├── UnknownUnit             the layer has no such unit
├── ImpossibleEdit          what is to be changed in the network is not there, or does not fit
├── NothingToClimb          no picture could be found that this number likes better
├── MissingWeights          the network is described, but nobody has trained or fetched it here
├── MismatchedWeights       the tensors of a file do not fit the description
├── FailedFetch             a download did not come through
└── BrokenData              a data set is not what it should be
"""

from typing import ClassVar


class NetworkError(Exception):
    """A refusal: `message` says what came and what was expected, `layer` names the layer at fault.

    >>> refusal = ImpossibleNetwork("A window spanning 5 cells cannot fit in 3.", "conv2")
    >>> str(refusal), refusal.layer
    ('conv2: A window spanning 5 cells cannot fit in 3.', 'conv2')
    """

    field: ClassVar[str | None] = None
    """The word of a question that is at fault."""

    def __init__(self, message: str, layer: str | None = None) -> None:
        super().__init__(f"{layer}: {message}" if layer else message)
        self.message = message
        self.layer = layer


class ImpossibleNetwork(NetworkError):
    """The description does not fit together."""


class ImpossibleRecipe(NetworkError):
    """Training cannot be done like that."""


class UnknownNetwork(NetworkError):
    """No card has that name."""

    field = "network"


class UnknownLayer(NetworkError):
    """The network has no such layer."""

    field = "layer"


class UnknownUnit(NetworkError):
    """The layer has no such unit."""

    field = "unit"


class ImpossibleEdit(NetworkError):
    """What is to be changed in the network is not there, or does not fit."""

    field = "edit"


class NothingToClimb(NetworkError):
    """No picture could be found that this number likes better: its gradient is 0."""


class MissingWeights(NetworkError):
    """The network is described, but nobody has trained or fetched it here."""


class MismatchedWeights(NetworkError):
    """The tensors of a file do not fit the description."""


class FailedFetch(NetworkError):
    """A download did not come through."""


class BrokenData(NetworkError):
    """A data set is not what it should be."""
