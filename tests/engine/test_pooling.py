"""Pooling against torch and against loops, ties and padding included, in both ways that it is computed."""

import pytest
import torch
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from torch import Tensor
from torch.nn import functional

from app.engine import pooling as room
from app.engine.errors import Cancelled, ImpossibleShape, InvalidParameter
from app.engine.geometry import Geometry, TransposedWindow, Window, adaptive_geometry, make_geometry
from app.engine.pooling import Pool, Pooling, pool

KINDS: tuple[Pool, ...] = ("max", "avg", "sum", "min", "l2")


@pytest.fixture(params=["in strips", "by torch"])
def both_ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Small inputs go to torch and large ones are swept in strips: here everything goes one way."""
    monkeypatch.setattr(room, "_FEW_CELLS", 0 if request.param == "in strips" else 1 << 40)


def whole_numbers(*shape: int, seed: int = 0) -> Tensor:
    return torch.randint(-4, 5, shape, generator=torch.Generator().manual_seed(seed)).float()


def pooled_by_hand(image: Tensor, pooling: Pooling) -> tuple[list[float], list[int]]:
    """Values and winners in output order; a window's cells are listed in reading order."""
    rows, columns = pooling.windows
    channels, height, width = image.shape
    values, winners = [], []
    for channel in range(channels):
        for i in range(rows.output_length(height)):
            for j in range(columns.output_length(width)):
                places = [(y, x) for y in rows.taps(i) for x in columns.taps(j)]
                real = [(y, x) for y, x in places if 0 <= y < height and 0 <= x < width]
                cells = [float(image[channel, y, x]) for y, x in real]
                divisor = len(places) if pooling.count_padding else len(real)
                value = {
                    "max": max(cells),
                    "min": min(cells),
                    "sum": sum(cells),
                    "avg": sum(cells) / divisor,
                    "l2": sum(cell**2 for cell in cells) ** 0.5,
                }[pooling.kind]
                values.append(value)
                first = real[cells.index(value)] if pooling.kind in ("max", "min") else (0, 0)
                winners.append(first[0] * width + first[1])
    return values, winners


@st.composite
def windows(draw: st.DrawFn, dilated: bool) -> Window:
    size = draw(st.integers(1, 4))
    spacing = draw(st.integers(1, 3)) if dilated else 1
    return Window(size, draw(st.integers(1, 3)), spacing, draw(st.integers(0, 2)), draw(st.integers(0, 2)))


@st.composite
def poolings(draw: st.DrawFn) -> Pooling:
    kind = draw(st.sampled_from(KINDS))
    dilated = kind in ("max", "min")
    return Pooling(kind, Geometry(draw(windows(dilated)), draw(windows(dilated))), draw(st.booleans()))


@pytest.mark.parametrize("few_cells", [0, 1 << 40], ids=["in strips", "by torch"])
@settings(max_examples=60, deadline=None)
@given(poolings(), st.integers(1, 3), st.integers(1, 9), st.integers(1, 9), st.integers(0, 999))
@example(Pooling("max", make_geometry((2, 2), padding=(0, 1, 2, 1), dilation=(3, 1))), 2, 3, 4, 0)
@example(Pooling("avg", make_geometry((3, 2), padding=(2, 0, 0, 1)), count_padding=False), 2, 3, 4, 0)
def test_pooling_comes_to_what_a_loop_over_the_windows_does(
    few_cells: int, pooling: Pooling, channels: int, height: int, width: int, seed: int
) -> None:
    image = whole_numbers(channels, height, width, seed=seed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "_FEW_CELLS", few_cells)
        try:
            output, winner = pool(image, pooling)
        except ImpossibleShape:
            assume(False)
    values, winners = pooled_by_hand(image, pooling)
    assert output.flatten().tolist() == pytest.approx(values, rel=1e-6)
    assert output.dtype == torch.float32
    if pooling.kind in ("max", "min"):
        assert winner is not None
        assert (winner.dtype, winner.shape) == (torch.int32, output.shape)
        assert winner.flatten().tolist() == winners
    else:
        assert winner is None


@pytest.mark.parametrize(("size", "stride"), [(2, 2), (3, 2), (3, 1), (5, 3), (16, 16)])
def test_many_strips_agree_with_torch_on_a_large_input(size: int, stride: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_STRIP_CELLS", 1 << 10)
    image = whole_numbers(3, 130, 97)
    geometry = make_geometry((size, size), stride=(stride, stride), padding=(1, 1, 1, 1))
    expected, places = functional.max_pool2d(image, size, stride, padding=1, return_indices=True)
    output, winner = room._pool_in_strips(image, Pooling("max", geometry), None)
    assert winner is not None
    assert torch.equal(output, expected)
    assert torch.equal(winner, places.to(torch.int32))
    means, _ = room._pool_in_strips(image, Pooling("avg", geometry), None)
    torch.testing.assert_close(means, functional.avg_pool2d(image, size, stride, padding=1))


def test_large_inputs_are_swept_in_strips_and_small_ones_left_to_torch() -> None:
    assert room._pays_to_sweep(torch.zeros(1, 200, 200))
    assert not room._pays_to_sweep(torch.zeros(1, 100, 100))
    assert not room._pays_to_sweep(torch.zeros(1, 200, 200, device="meta"))


@pytest.mark.usefixtures("both_ways")
def test_the_first_of_equal_cells_wins_in_reading_order() -> None:
    image = torch.tensor([[[0.0, 7, 7], [7, 7, 0], [7, 0, 7]]])
    for kind, expected in (("max", 1), ("min", 0)):
        _, winner = pool(image, Pooling("max" if kind == "max" else "min", make_geometry((3, 3))))
        assert winner is not None
        assert winner.item() == expected


@pytest.mark.usefixtures("both_ways")
def test_padding_never_wins_even_where_every_real_cell_is_worse_than_zero() -> None:
    image = torch.full((1, 3, 3), -5.0)
    highest, _ = pool(image, Pooling("max", make_geometry((2, 2), padding=(1, 1, 1, 1))))
    lowest, _ = pool(-image, Pooling("min", make_geometry((2, 2), padding=(1, 1, 1, 1))))
    assert set(highest.flatten().tolist()) == {-5}
    assert set(lowest.flatten().tolist()) == {5}


@pytest.mark.usefixtures("both_ways")
def test_an_average_divides_by_the_whole_window_or_by_its_real_cells() -> None:
    image = torch.full((1, 2, 2), 4.0)
    geometry = make_geometry((2, 2), stride=(2, 2), padding=(1, 1, 1, 1))
    assert pool(image, Pooling("avg", geometry))[0].tolist() == [[[1, 1], [1, 1]]]
    assert pool(image, Pooling("avg", geometry, count_padding=False))[0].tolist() == [[[4, 4], [4, 4]]]


@pytest.mark.usefixtures("both_ways")
def test_l2_is_the_length_of_the_window_as_a_vector() -> None:
    assert pool(torch.tensor([[[3.0, -4.0]]]), Pooling("l2", make_geometry((1, 2))))[0].item() == 5


@pytest.mark.parametrize("kind", KINDS)
def test_channels_are_pooled_apart(kind: Pool) -> None:
    image = whole_numbers(5, 100, 101)
    pooling = Pooling(kind, make_geometry((3, 2), stride=(2, 3)))
    together, _ = pool(image, pooling)
    apart = torch.cat([pool(channel[None], pooling)[0] for channel in image])
    torch.testing.assert_close(together, apart)


@pytest.mark.parametrize("kind", KINDS)
def test_pooling_leaves_its_input_alone_and_takes_views_of_any_layout(kind: Pool) -> None:
    image = whole_numbers(60, 70, 8).permute(2, 0, 1)
    kept = image.clone()
    pooling = Pooling(kind, make_geometry((2, 2), padding=(1, 0, 0, 1)))
    output, _ = pool(image, pooling)
    assert torch.equal(image, kept)
    assert torch.equal(output, pool(kept.contiguous(), pooling)[0])


@pytest.mark.parametrize("shape", [(4, 128, 128), (40, 32, 32)], ids=["strips of a channel", "channels at once"])
def test_progress_rises_to_1(shape: tuple[int, int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_STRIP_CELLS", 1 << 12)
    shares: list[float] = []
    pool(torch.zeros(shape), Pooling("max", make_geometry((2, 2), stride=(2, 2))), shares.append)
    assert shares == sorted(set(shares))
    assert len(shares) > 4
    assert shares[-1] == 1


def test_raising_from_progress_stops_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_STRIP_CELLS", 1 << 12)
    shares: list[float] = []

    def stop(share: float) -> None:
        shares.append(share)
        raise Cancelled("Nobody waits.")

    with pytest.raises(Cancelled):
        pool(torch.zeros(4, 128, 128), Pooling("max", make_geometry((2, 2))), stop)
    assert len(shares) == 1


def test_a_window_of_padding_alone_is_refused() -> None:
    with pytest.raises(ImpossibleShape, match=r"padding of 2 before and 0 after.*would meet no cell") as refused:
        pool(torch.zeros(1, 5, 5), Pooling("max", make_geometry((2, 2), padding=(2, 0, 0, 0))))
    assert refused.value.field == "padding"
    with pytest.raises(ImpossibleShape):
        pool(torch.zeros(1, 5, 5), Pooling("avg", make_geometry((2, 2), padding=(0, 2, 0, 0))))


def test_a_window_that_steps_over_a_tiny_input_is_refused() -> None:
    """Its span covers the one real cell, but with a dilation of 3 neither tap falls on it."""
    with pytest.raises(ImpossibleShape):
        pool(torch.zeros(1, 1, 1), Pooling("max", make_geometry((1, 2), dilation=(1, 3), padding=(0, 2, 0, 1))))


def test_only_max_and_min_can_be_dilated() -> None:
    with pytest.raises(InvalidParameter, match="Only max and min pooling can be dilated, not avg") as refused:
        Pooling("avg", make_geometry((2, 2), dilation=(2, 1)))
    assert refused.value.field == "dilation"
    assert Pooling("min", make_geometry((2, 2), dilation=(2, 1))).kind == "min"


def test_a_kind_that_is_none_is_refused_with_the_list() -> None:
    with pytest.raises(InvalidParameter, match="A pooling is max, avg, sum, min, l2, not 'median'") as refused:
        Pooling("median", make_geometry((2, 2)))  # type: ignore[arg-type]  # what a caller without types may do
    assert refused.value.field == "pool"


@pytest.mark.parametrize("shape", [(4, 4), (1, 1, 4, 4), (0, 4, 4)])
def test_what_is_no_image_is_refused_with_its_shape(shape: tuple[int, ...]) -> None:
    with pytest.raises(InvalidParameter, match="channels × rows × columns, not") as refused:
        pool(torch.zeros(shape), Pooling("max", make_geometry((2, 2))))
    assert refused.value.field == "image"


def test_pooling_is_never_transposed() -> None:
    with pytest.raises(InvalidParameter, match="no transposed form"):
        Pooling("max", Geometry(TransposedWindow(2), TransposedWindow(2)))


def test_a_picking_window_has_at_most_255_cells_a_side() -> None:
    with pytest.raises(InvalidParameter, match="at most 255") as refused:
        Pooling("max", make_geometry((256, 1)))
    assert refused.value.field == "window"
    image = torch.arange(600.0).reshape(1, 300, 2).repeat(1, 1, 60)
    _, winner = pool(image, Pooling("max", make_geometry((255, 1))))
    assert winner is not None
    assert winner[0, 0, 0].item() == 254 * 120


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from(KINDS),
    st.integers(1, 12),
    st.integers(1, 12),
    st.integers(1, 9),
    st.integers(1, 9),
    st.integers(0, 99),
)
@example("max", 5, 3, 3, 7, 0)
def test_adaptive_windows_come_to_what_a_loop_over_them_does(
    kind: Pool, down: int, across: int, height: int, width: int, seed: int
) -> None:
    image = whole_numbers(2, height, width, seed=seed)
    pooling = Pooling(kind, adaptive_geometry((down, across), height, width))
    output, winner = pool(image, pooling)
    values, winners = pooled_by_hand(image, pooling)
    assert output.shape == (2, down, across)
    assert output.flatten().tolist() == pytest.approx(values, rel=1e-6, abs=1e-6)
    assert output.dtype == torch.float32
    if winner is not None:
        assert winner.dtype == torch.int32
        assert winner.flatten().tolist() == winners


def test_five_cells_in_three_windows_are_torchs() -> None:
    row = torch.tensor([[[1.0, 2, 3, 4, 5]]])
    geometry = adaptive_geometry((1, 3), 1, 5)
    assert pool(row, Pooling("avg", geometry))[0].tolist() == [[[1.5, 3.0, 4.5]]]
    assert torch.equal(pool(row, Pooling("avg", geometry))[0], functional.adaptive_avg_pool2d(row, (1, 3)))


def test_the_mean_of_a_whole_picture_does_not_drift() -> None:
    image = torch.rand(1, 2048, 2048, generator=torch.Generator().manual_seed(1))
    mean, _ = pool(image, Pooling("avg", adaptive_geometry((1, 1), 2048, 2048)))
    assert mean.item() == pytest.approx(image.double().mean().item(), rel=1e-7)


def test_windows_cut_for_one_input_are_not_used_on_another() -> None:
    with pytest.raises(ImpossibleShape, match=r"^These windows were cut for 5 cells, not for 4\.$"):
        pool(whole_numbers(1, 4, 5), Pooling("max", adaptive_geometry((2, 2), 5, 5)))
