"""What a question's weights and the picture's channels must have to do with each other, and what is said if not."""

import pytest

from app.wire.errors import QuestionError
from app.wire.query import read_question
from app.wire.questions import ConvolutionQuestion
from app.wire.to_engine import make_convolution


@pytest.mark.parametrize(
    ("query", "channels", "sentence"),
    [
        ("kernel=1&groups=7", 1, "1 channel cannot be split into 7 equal groups."),
        ("kernel=1&groups=2", 3, "3 channels cannot be split into 2 equal groups."),
        ("kernel=1||2||3&groups=2", 4, "3 filters cannot be shared out to 2 groups."),
    ],
)
def test_groups_that_do_not_come_out_even_say_of_what(query: str, channels: int, sentence: str) -> None:
    question, _ = read_question(ConvolutionQuestion, f"image=cat&{query}")
    with pytest.raises(QuestionError, match=sentence) as refused:
        make_convolution(question, channels)
    assert refused.value.field == "groups"
