"""A training that is watched: the same course for the same seed, and moments that stay as they were."""

import torch
from torch.nn import functional

from app.nets.graph import graph_of
from app.nets.layers import Architecture
from app.nets.recipe import Augmentation, Recipe
from app.nets.training.course import MOST_MOMENTS, Course
from app.nets.training.glyphs import glyph_set
from app.nets.training.measure import normalised
from tests.nets.training.test_loop import ARCHITECTURE, PREPARATION

GLYPHS = glyph_set(300, 60)
RECIPE = Recipe(
    data="glyphs", epochs=1, batch=20, rate=0.01, schedule="constant", augmentation=Augmentation(shift=0.05)
)
DENSE = [{"type": "flatten"}, {"type": "linear", "units": 24}, {"type": "activation", "function": "relu"}]
PICTURE = torch.linspace(-1, 2, 784).reshape(1, 1, 28, 28)


def course(recipe: Recipe = RECIPE, steps: int = 20) -> Course:
    return Course(graph_of(ARCHITECTURE), PREPARATION, recipe, GLYPHS, steps)


def losses(of: Course, steps: int) -> list[float]:
    return [of.learn().loss for _ in range(steps)]


def test_the_same_seed_is_the_same_course_bit_for_bit_and_another_seed_another() -> None:
    one, same, other = course(), course(), course(RECIPE.model_copy(update={"seed": 2}))
    for each in (one, same, other):
        each.mark()
    told, again, otherwise = (losses(each, 20) for each in (one, same, other))
    last, equal = one.mark(), same.mark()
    assert told == again != otherwise
    assert all(torch.equal(last.weights[name], equal.weights[name]) for name in last.weights)
    assert torch.equal(one.says(last, PICTURE), same.says(equal, PICTURE))
    assert not torch.equal(one.moments[0].kernels, other.moments[0].kernels)


def test_a_longer_course_begins_with_the_shorter_one() -> None:
    assert losses(course(steps=40), 20) == losses(course(steps=20), 20)


def test_other_people_s_dice_change_nothing_and_are_left_as_they_lay() -> None:
    undisturbed = losses(course(), 5)
    disturbed = course()
    found = []
    for _ in range(5):
        torch.manual_seed(3)  # the network has a dropout: it throws torch's dice in every batch
        found.append(disturbed.learn().loss)
        assert torch.equal(torch.rand(2), torch.rand(2, generator=torch.Generator().manual_seed(3)))
    assert found == undisturbed


def test_the_first_loss_is_the_cross_entropy_of_the_first_batch() -> None:
    plain = [layer for layer in ARCHITECTURE.layers if layer.type not in ("batch-norm", "dropout")]
    architecture = Architecture.model_construct(input=(1, 28, 28), layers=tuple(plain))
    one = Course(
        graph_of(architecture), PREPARATION, RECIPE.model_copy(update={"augmentation": Augmentation()}), GLYPHS, 5
    )
    start = one.mark()
    picked = torch.randperm(300, generator=torch.Generator().manual_seed(RECIPE.seed * 100_003))[:20]
    batch = normalised(torch.from_numpy(GLYPHS[0].images)[picked], PREPARATION)
    logits = torch.stack([one.says(start, image[None]) for image in batch])
    truth = torch.from_numpy(GLYPHS[0].labels)[picked]
    learned = one.learn()
    assert abs(learned.loss - float(functional.cross_entropy(logits, truth))) < 1e-5
    assert learned.accuracy == float((logits.argmax(1) == truth).float().mean())


def test_moments_are_few_the_first_is_before_all_batches_and_none_moves_with_the_network() -> None:
    one = course(steps=100)
    one.mark()
    before = one.moments[0].kernels.clone(), one.says(one.moments[0], PICTURE)
    while not one.is_over:
        one.learn()
        if one.is_due:
            one.mark()
    assert [moment.step for moment in one.moments] == [*range(0, 100, 3), 100]
    assert len(one.moments) <= MOST_MOMENTS + 1
    assert torch.equal(one.moments[0].kernels, before[0])
    assert torch.equal(one.says(one.moments[0], PICTURE), before[1])
    assert not torch.equal(one.moments[0].kernels, one.moments[-1].kernels)
    network = one.trainer.network.eval()
    with torch.inference_mode():
        assert torch.allclose(one.says(one.moments[-1], PICTURE), network(PICTURE)[0], atol=1e-5)


def test_where_every_unit_weighs_the_whole_input_its_weights_are_a_picture_of_that_shape() -> None:
    dense = Architecture.model_validate({"input": [1, 28, 28], "layers": [*DENSE, {"type": "linear", "units": 10}]})
    assert Course(graph_of(dense), PREPARATION, RECIPE, GLYPHS, 1).mark().kernels.shape == (10, 1, 28, 28)
