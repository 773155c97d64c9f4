"""Every way in which the engine can refuse.

EngineError                 a sentence fit for a learner, and the name in the question that it is about
├── ImpossibleShape         the window, the padding and the input do not fit together
├── MismatchedKernel        the weights are not made for these channels
├── UnknownKernel           no kernel or generator has that name
├── InvalidParameter        one value is outside what it may be
└── Cancelled               nobody waits for the answer any more
"""


class EngineError(Exception):
    """A refusal: `message` says what came and what was expected, `field` names the part of the question at fault.

    >>> refusal = InvalidParameter("A stride of 0 would never move.", "stride")
    >>> str(refusal), refusal.field
    ('A stride of 0 would never move.', 'stride')
    """

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class ImpossibleShape(EngineError):
    """The window, the padding and the input do not fit together."""


class MismatchedKernel(EngineError):
    """The weights are not made for these channels."""


class UnknownKernel(EngineError):
    """No kernel or generator has that name."""


class InvalidParameter(EngineError):
    """One value is outside what it may be."""


class Cancelled(EngineError):
    """Nobody waits for the answer any more."""
