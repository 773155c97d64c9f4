"""From a picture to an input: drawings as MNIST's authors made theirs, photographs as torchvision does."""

import random

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from torch import Tensor
from torch.nn import functional

from app.nets.cards import Preparation
from app.nets.errors import ImpossibleNetwork
from app.nets.preparation import Prepared, prepare
from app.nets.resampling import resized
from app.nets.strokes import box_of, eroded, stroke_width
from tests.nets.digits import drawn

DRAWING = Preparation(kind="drawing", box=20, mean=(0.0,), deviation=(1.0,))
COLOURS = {"mean": (0.485, 0.456, 0.406), "deviation": (0.229, 0.224, 0.225)}
PLAIN = {"mean": (0.0,), "deviation": (1.0,)}


def prepared(sheet: Tensor, preparation: Preparation = DRAWING) -> Prepared:
    return prepare(sheet, preparation, (1, 28, 28))


def seven(side: int = 100, pen: int = 8, at: tuple[int, int] = (20, 30), size: int = 50) -> Tensor:
    """A seven of two straight bars, black on white."""
    sheet = torch.ones(1, side, side)
    top, left = at
    sheet[0, top : top + pen, left : left + size * 2 // 3] = 0
    sheet[0, top : top + size, left + size * 2 // 3 - pen : left + size * 2 // 3] = 0
    return sheet


def handwritten(seed: int = 0) -> Tensor:
    """A picture [1, 28, 28] such as MNIST's: 20 cells high, its centre of mass in cell 14, light on black."""
    return prepared(drawn(3, random.Random(seed))).picture


def test_a_drawing_is_boxed_to_twenty_and_centred_by_its_mass() -> None:
    picture = prepared(seven()).picture[0]
    box = box_of(picture)
    assert box is not None
    assert max(box.height, box.width) == 20
    cells = torch.arange(28.0)
    for axis in (0, 1):
        assert float((picture.sum(1 - axis) * cells).sum() / picture.sum()) == pytest.approx(14, abs=0.5)
    assert (float(picture.min()), float(picture.max())) == (0, 1)


def test_dark_on_light_and_light_on_dark_are_one_drawing() -> None:
    for digit in (2, 6, 7):
        sheet = drawn(digit, random.Random(digit))
        torch.testing.assert_close(prepared(1 - sheet).picture, prepared(sheet).picture)


def test_place_and_size_do_not_matter() -> None:
    here = prepared(seven()).picture
    assert torch.equal(prepared(seven(at=(1, 5))).picture, here)
    assert torch.equal(prepared(seven(side=300, at=(77, 111))).picture, here)
    assert (prepared(seven(side=400, pen=32, size=200)).picture - here).abs().max() < 0.06


def test_grey_ink_on_grey_paper_is_as_good_as_black_on_white() -> None:
    sheet = seven()
    torch.testing.assert_close(prepared(0.3 + 0.4 * sheet).picture, prepared(sheet).picture, atol=1e-5, rtol=0)


def test_a_sheet_that_darkens_to_one_side_is_still_paper() -> None:
    sheet = seven() * torch.linspace(1, 0.8, 100)
    assert (prepared(sheet).picture - prepared(seven()).picture).abs().max() < 0.25


@pytest.mark.parametrize("pen", [1, 3, 8, 16])
def test_pens_of_any_width_make_strokes_such_as_networks_know(pen: int) -> None:
    picture = prepared(seven(pen=pen)).picture
    assert 1.3 < stroke_width((resized(picture, 224, 224)[0] > 0.5).float()) / 8 < 5.5


def test_a_blot_is_no_stroke_and_keeps_its_shape() -> None:
    sheet = torch.ones(1, 90, 90)
    sheet[0, 20:60, 30:70] = 0
    assert torch.equal(prepared(sheet).picture[0, 4:24, 4:24], torch.ones(20, 20))


def test_what_is_already_such_a_picture_stays_exactly_as_it_is() -> None:
    picture = torch.zeros(1, 28, 28)
    picture[0, 2:9, 3:5] = 0.7
    assert torch.equal(prepared(picture).picture, picture)
    assert prepared(picture).placement.image_box(3, 4, 9, 10) == (3, 4, 9, 10)


def test_a_negative_of_such_a_picture_comes_back() -> None:
    for seed in range(3):
        picture = handwritten(seed)
        assert (prepared(1 - picture).picture - picture).abs().mean() < 0.02


@pytest.mark.parametrize("sheet", [torch.ones(1, 50, 70), torch.zeros(1, 28, 28), torch.full((3, 9, 9), 0.4)])
def test_an_empty_sheet_is_plain_black_and_says_so(sheet: Tensor) -> None:
    empty = prepared(sheet)
    assert empty.empty
    assert not empty.picture.any()


def test_one_dot_is_a_drawing() -> None:
    sheet = torch.ones(1, 50, 50)
    sheet[0, 7, 9] = 0
    assert not prepared(sheet).empty
    assert prepared(sheet).picture.max() == 1


def test_values_are_normalised_last() -> None:
    preparation = Preparation(kind="drawing", box=20, mean=(0.1307,), deviation=(0.3081,))
    one = prepared(seven(), preparation)
    torch.testing.assert_close(one.tensor[0], (one.picture - 0.1307) / 0.3081)


def test_a_letter_may_be_centred_by_its_box() -> None:
    preparation = Preparation(kind="drawing", box=24, centre="box", mean=(0.0,), deviation=(1.0,))
    box = box_of(prepared(seven(), preparation).picture[0])
    assert box is not None
    assert (box.top, box.bottom) == (2, 26)
    assert abs(box.left - (28 - box.right)) <= 1


def test_the_ink_s_box_is_where_the_ink_was() -> None:
    """What the network sees as the digit's box lies on the digit's box in the picture that came."""
    for pen in (1, 4, 8):
        sheet = seven(pen=pen)
        one, was = prepared(sheet), box_of(1 - sheet[0])
        now = box_of(one.picture[0])
        assert was is not None
        assert now is not None
        found = one.placement.image_box(now.top, now.left, now.bottom, now.right)
        assert found == pytest.approx((was.top, was.left, was.bottom, was.right), abs=50 / 20 * 1.2)


def test_a_smaller_working_copy_still_knows_the_original() -> None:
    box = prepared(seven()).placement.of_larger(400, 200).image_box(0, 0, 28, 28)
    plain = prepared(seven()).placement.image_box(0, 0, 28, 28)
    assert box == pytest.approx((plain[0] * 4, plain[1] * 2, plain[2] * 4, plain[3] * 2))


@pytest.mark.parametrize(("height", "width"), [(300, 451), (97, 64), (40, 33), (32, 32), (1000, 41)])
def test_a_photograph_is_resized_and_cut_as_torch_would(height: int, width: int) -> None:
    image = torch.rand(3, height, width, generator=torch.Generator().manual_seed(height))
    preparation = Preparation(kind="photograph", shorter=40, **COLOURS)
    one = prepare(image, preparation, (3, 32, 36))
    least = min(height, width)
    tall, wide = 40 * height // least, 40 * width // least
    whole = functional.interpolate(image[None], (tall, wide), mode="bilinear", antialias=True)[0]
    top, left = round((tall - 32) / 2), round((wide - 36) / 2)
    cut = whole[:, top : top + 32, left : left + 36]
    torch.testing.assert_close(one.picture, cut, atol=1e-4, rtol=0)
    mean, deviation = (torch.tensor(COLOURS[name])[:, None, None] for name in ("mean", "deviation"))
    torch.testing.assert_close(one.tensor[0], (one.picture - mean) / deviation)


def test_a_photograph_is_resized_as_pillow_would() -> None:
    image = torch.rand(1, 90, 60, generator=torch.Generator().manual_seed(5))
    one = prepare(image, Preparation(kind="photograph", shorter=20, **PLAIN), (1, 20, 20))
    theirs = np.asarray(Image.fromarray(image[0].numpy()).resize((20, 30), Image.Resampling.BILINEAR))
    np.testing.assert_allclose(one.picture[0].numpy(), theirs[5:25], atol=2e-5)


def test_a_box_of_the_input_is_found_in_the_photograph() -> None:
    one = prepare(torch.zeros(3, 200, 400), Preparation(kind="photograph", shorter=50, **COLOURS), (3, 40, 40))
    assert one.placement.image_box(0, 0, 40, 40) == (20, 120, 180, 280)
    assert one.placement.image_box(10, 0, 11, 1) == (60, 120, 64, 124)


@pytest.mark.parametrize(("height", "width"), [(300, 451), (97, 64), (20, 33), (40, 40)])
def test_no_pixel_outside_the_seen_box_takes_part_in_its_cells(height: int, width: int) -> None:
    image = torch.rand(3, height, width, generator=torch.Generator().manual_seed(width))
    preparation = Preparation(kind="photograph", shorter=40, **COLOURS)
    one = prepare(image, preparation, (3, 32, 36))
    top, left, bottom, right = one.placement.seen_box(4, 7, 9, 11)
    rows, columns = torch.arange(height) + 0.5, torch.arange(width) + 0.5
    within = ((rows > top) & (rows < bottom))[:, None] & ((columns > left) & (columns < right))
    other = prepare(torch.where(within, image, 1 - image), preparation, (3, 32, 36))
    cut = slice(4, 9), slice(7, 11)
    torch.testing.assert_close(one.picture[:, *cut], other.picture[:, *cut])
    edges = prepare(torch.where(within, 1 - image, image), preparation, (3, 32, 36)).picture != one.picture
    assert bool(edges[:, *cut].all())


def test_a_bright_pixel_is_found_again_in_its_cell() -> None:
    image = torch.zeros(3, 97, 151)
    image[:, 40, 70] = 1
    one = prepare(image, Preparation(kind="photograph", shorter=64, **COLOURS), (3, 56, 56))
    row, column = divmod(int(one.picture[0].argmax()), 56)
    top, left, bottom, right = one.placement.image_box(row, column, row + 1, column + 1)
    assert top - 1 < 40 < bottom
    assert left - 1 < 70 < right


def test_a_picture_a_thousand_times_as_wide_as_high_costs_little() -> None:
    one = prepare(torch.rand(1, 4, 4096), Preparation(kind="photograph", shorter=256, **COLOURS), (3, 224, 224))
    assert one.tensor.shape == (1, 3, 224, 224)


def test_grey_becomes_three_planes_and_colour_luma() -> None:
    grey = prepare(torch.rand(1, 8, 8), Preparation(kind="photograph", shorter=8, **COLOURS), (3, 8, 8)).picture
    assert torch.equal(grey[0], grey[2])
    red = torch.zeros(3, 8, 8)
    red[0] = 1
    luma = prepare(red, Preparation(kind="photograph", shorter=8, **PLAIN), (1, 8, 8)).picture
    assert luma[0, 0, 0] == pytest.approx(0.299)


def test_what_cannot_be_cut_out_is_refused() -> None:
    with pytest.raises(ImpossibleNetwork, match="224 × 224 cannot be cut from pictures whose shorter side is 200"):
        prepare(torch.zeros(3, 9, 9), Preparation(kind="photograph", shorter=200, **COLOURS), (3, 224, 224))
    with pytest.raises(ImpossibleNetwork, match="2 channels"):
        prepare(torch.zeros(2, 9, 9), DRAWING, (1, 28, 28))


@given(st.integers(1, 60), st.integers(1, 60), st.integers(0, 2**31), st.sampled_from(["drawing", "photograph"]))
@settings(deadline=None, max_examples=60)
def test_whatever_is_drawn_the_input_is_finite_and_its_box_lies_in_the_picture(
    height: int, width: int, seed: int, kind: str
) -> None:
    image = torch.rand(1, height, width, generator=torch.Generator().manual_seed(seed)).round(decimals=seed % 2)
    one = prepare(image, Preparation(kind=kind, box=20, shorter=28, **PLAIN), (1, 28, 28))
    assert one.tensor.shape == (1, 1, 28, 28)
    assert one.picture.isfinite().all()
    assert -1e-6 <= one.picture.min() <= one.picture.max() <= 1 + 1e-5
    top, left, bottom, right = one.placement.image_box(0, 0, 28, 28)
    assert 0 <= top < bottom <= height
    assert 0 <= left < right <= width


def test_taking_a_cell_off_every_edge_leaves_a_disc_round() -> None:
    middle = torch.zeros(41, 41)
    middle[20, 20] = 1
    grown = -eroded(-middle, 12)
    reach = torch.nonzero(grown) - 20
    assert 11 <= float(reach.float().norm(dim=1).max()) <= 14.5
    assert int(reach[:, 0].max()) == 12
