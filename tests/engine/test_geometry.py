"""The laws of windows, against cells counted one by one and against torch."""

import pytest
import torch
from hypothesis import assume, given
from hypothesis import strategies as st
from torch.nn import functional

from app.engine.errors import ImpossibleShape, InvalidParameter
from app.engine.geometry import (
    AdaptiveWindow,
    Geometry,
    TransposedWindow,
    Window,
    adaptive_geometry,
    make_geometry,
    padding_of,
)
from tests.engine.reference import unhurried

SIDES = st.integers(0, 6)
LENGTHS = st.integers(1, 24)
WINDOWS = st.builds(Window, st.integers(1, 6), st.integers(1, 5), st.integers(1, 4), SIDES, SIDES)


@st.composite
def transposed_windows(draw: st.DrawFn) -> TransposedWindow:
    size, stride, dilation = draw(st.integers(1, 6)), draw(st.integers(1, 5)), draw(st.integers(1, 4))
    more = draw(st.integers(0, max(stride, dilation) - 1))
    return TransposedWindow(size, stride, dilation, draw(SIDES), draw(SIDES), more)


def fits(window: Window, n: int) -> bool:
    return window.before + n + window.after >= window.extent


def leaves_something(window: TransposedWindow, n: int) -> bool:
    written = (n - 1) * window.stride + window.extent + window.output_padding
    return written > window.before + window.after


@unhurried
@given(WINDOWS, LENGTHS)
def test_a_window_makes_as_many_outputs_as_torch(window: Window, n: int) -> None:
    assume(fits(window, n))
    padded = torch.zeros(1, 1, window.before + n + window.after)
    output = functional.conv1d(padded, torch.ones(1, 1, window.size), stride=window.stride, dilation=window.dilation)
    assert window.output_length(n) == output.shape[2]


@unhurried
@given(WINDOWS, LENGTHS)
def test_inputs_and_outputs_agree_on_who_meets_whom(window: Window, n: int) -> None:
    assume(fits(window, n))
    taps = [list(window.taps(i)) for i in range(window.output_length(n))]
    for j in range(n):
        assert window.outputs_of_input(j, n) == [i for i, seen in enumerate(taps) if j in seen]
    for k in range(window.size):
        assert list(window.inputs_of_weight(k, n)) == [seen[k] for seen in taps]
    assert window.unreached(n) == [j for j in range(n) if not any(j in seen for seen in taps)]


@unhurried
@given(WINDOWS, LENGTHS)
def test_the_next_window_after_the_last_would_not_fit(window: Window, n: int) -> None:
    assume(fits(window, n))
    last = window.span(window.output_length(n) - 1)
    assert last.stop + window.trailing(n) == n + window.after
    assert 0 <= window.trailing(n) < window.stride


@unhurried
@given(transposed_windows(), LENGTHS)
def test_a_transposed_window_makes_as_many_outputs_as_torch(window: TransposedWindow, n: int) -> None:
    assume(leaves_something(window, n))
    uncut = functional.conv_transpose1d(
        torch.zeros(1, 1, n), torch.ones(1, 1, window.size), stride=window.stride, dilation=window.dilation
    )
    assert window.output_length(n) == uncut.shape[2] - window.before - window.after + window.output_padding


@unhurried
@given(transposed_windows(), LENGTHS)
def test_what_is_scattered_is_what_is_gathered(window: TransposedWindow, n: int) -> None:
    assume(leaves_something(window, n))
    outputs = range(window.output_length(n))
    gathered = [(j, i) for i in outputs for j, _ in window.contributions(i, n)]
    scattered = [(j, i) for j in range(n) for i in window.outputs_of_input(j, n)]
    assert sorted(gathered) == sorted(scattered)
    assert window.unreached_outputs(n) == [i for i in outputs if not window.contributions(i, n)]


@unhurried
@given(WINDOWS, LENGTHS)
def test_a_transposed_window_goes_the_same_ways_back(window: Window, n: int) -> None:
    """Its outputs are the inputs of the window that it transposes, its weights the same."""
    assume(fits(window, n))
    outputs = window.output_length(n)
    back = TransposedWindow(window.size, window.stride, window.dilation, window.before, window.after)
    for j in range(min(n, (outputs - 1) * window.stride + window.extent - window.before - window.after)):
        assert [i for i, _ in back.contributions(j, outputs)] == window.outputs_of_input(j, n)


@pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel lengths")
@unhurried
@given(st.integers(1, 9), st.integers(1, 4), st.integers(1, 40))
def test_same_padding_is_the_one_of_torch(size: int, dilation: int, n: int) -> None:
    line, weights = torch.arange(1.0, n + 1)[None, None], torch.arange(1.0, size + 1)[None, None]
    padded = functional.pad(line, padding_of("same", size, dilation))
    ours = functional.conv1d(padded, weights, dilation=dilation)
    assert torch.equal(ours, functional.conv1d(line, weights, padding="same", dilation=dilation))


def test_full_padding_lets_one_tap_touch_the_first_cell() -> None:
    before, after = padding_of("full", 3, dilation=2)
    window = Window(3, 1, 2, before, after)
    assert list(window.taps(0)) == [-4, -2, 0]
    assert list(window.taps(window.output_length(5) - 1)) == [4, 6, 8]


def test_a_stride_of_two_halves_28_to_14() -> None:
    assert make_geometry((3, 3), stride=(2, 2), padding="same").output_shape(28, 28) == (14, 14)


def test_a_geometry_tells_everything_in_plain_numbers() -> None:
    geometry = make_geometry((3, 2), stride=(2, 3), dilation=(1, 2), padding=(1, 2, 0, 0))
    assert geometry.describe(6, 9) == {
        "input": [6, 9],
        "output": [3, 3],
        "kernel": [3, 2],
        "extent": [3, 3],
        "stride": [2, 3],
        "dilation": [1, 2],
        "padding": [1, 2, 0, 0],
        "output_padding": [0, 0],
        "transposed": False,
        "unreached": {"rows": [], "columns": [1, 4, 7]},
    }


def test_a_transposed_geometry_tells_which_outputs_stay_empty() -> None:
    geometry = make_geometry((1, 2), stride=(2, 2), output_padding=(1, 0), transposed=True)
    described = geometry.describe(2, 2)
    assert described["output"] == [4, 4]
    assert described["output_padding"] == [1, 0]
    assert described["unreached"] == {"rows": [1, 3], "columns": []}
    assert described["transposed"]


@pytest.mark.parametrize(
    ("numbers", "field", "sentence"),
    [
        ((0,), "kernel", "A window has at least 1 tap, not 0."),
        ((3, 0), "stride", "A window moves by at least 1 cell, not 0."),
        ((3, 1, 0), "dilation", "Taps are at least 1 cell apart, not 0."),
        ((3, 1, 1, 0, -2), "padding", "Padding adds cells, so it cannot be -2."),
    ],
)
def test_numbers_that_make_no_window_are_refused(numbers: tuple[int, ...], field: str, sentence: str) -> None:
    with pytest.raises(InvalidParameter) as refusal:
        Window(*numbers)
    assert (refusal.value.message, refusal.value.field) == (sentence, field)


def test_a_window_larger_than_its_padded_input_is_refused() -> None:
    with pytest.raises(ImpossibleShape, match=r"^A window spanning 7 cells cannot fit in 5: 3 and 2 of padding\.$"):
        Window(7, before=1, after=1).output_length(3)


def test_a_transposed_window_that_is_cut_away_is_refused() -> None:
    with pytest.raises(ImpossibleShape, match=r"^Of 3 cells written, 4 are cut: nothing is left\.$"):
        TransposedWindow(3, before=2, after=2).output_length(1)


def test_an_output_padding_fills_less_than_a_stride() -> None:
    with pytest.raises(InvalidParameter, match="less than the larger of stride and dilation, 2") as refusal:
        TransposedWindow(3, stride=2, output_padding=2)
    assert refusal.value.field == "output_padding"


def test_only_a_transposed_convolution_has_an_output_padding() -> None:
    with pytest.raises(InvalidParameter, match=r"^Only a transposed convolution has an output padding\.$"):
        make_geometry((3, 3), output_padding=(1, 0))


def test_an_unknown_padding_word_is_refused() -> None:
    with pytest.raises(InvalidParameter, match="Padding is valid, same, full or numbers, not 'half'"):
        make_geometry((3, 3), padding="half")


def test_rows_and_columns_are_transposed_together() -> None:
    with pytest.raises(InvalidParameter, match="both transposed or both not"):
        Geometry(Window(3), TransposedWindow(3))


def test_adaptive_windows_are_described_one_by_one() -> None:
    described = adaptive_geometry((3, 2), 5, 4).describe(5, 4)
    assert described["windows"] == {"rows": [[0, 2], [1, 4], [3, 5]], "columns": [[0, 2], [2, 4]]}
    assert (described["output"], described["kernel"]) == ([3, 2], [3, 2])
    assert described["unreached"] == {"rows": [], "columns": []}
    assert "windows" not in make_geometry((2, 2)).describe(4, 4)


def test_no_cell_escapes_adaptive_windows_even_where_they_outnumber_the_cells() -> None:
    for cells in range(1, 10):
        for outputs in range(1, 14):
            window = AdaptiveWindow.over(cells, outputs)
            spans = [window.span(i) for i in range(outputs)]
            assert {cell for span in spans for cell in span} == set(range(cells))
            assert max(map(len, spans)) == window.size
            for cell in range(cells):
                assert window.outputs_of_input(cell, cells) == [i for i, span in enumerate(spans) if cell in span]
            assert (window.unreached(cells), window.trailing(cells)) == ([], 0)
