"""Every way in which a question can be malformed.

QuestionError           the words of a question: a name, a number, a combination
└── NotAcceptable       no form of the answer that the client takes
"""


class QuestionError(Exception):
    """A question that cannot be read; `message` is a sentence for a learner, `field` the grammar's name."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class NotAcceptable(QuestionError):
    """The client's `Accept` header leaves no form in which this answer exists."""
