"""Bias and activation, in place, against numpy."""

import numpy as np
import pytest
import torch

from app.engine.activation import Activation, activate_, finish_
from tests.engine.reference import ACTIVATIONS, seeded


@pytest.mark.parametrize("activation", sorted(ACTIVATIONS))
def test_an_activation_bends_every_value_where_it_stands(activation: Activation) -> None:
    values = seeded(2, 5, 5) * 3
    expected = ACTIVATIONS[activation](values.double().numpy())
    bent = activate_(values, activation)
    assert bent.data_ptr() == values.data_ptr()
    np.testing.assert_allclose(bent.numpy(), expected, rtol=1e-6, atol=1e-7)


def test_no_bias_leaves_the_sums_alone() -> None:
    assert finish_(torch.tensor([[[1.5]]]), (), "none").tolist() == [[[1.5]]]


def test_one_bias_is_for_all_filters() -> None:
    assert finish_(torch.zeros(2, 1, 1), (0.25,), "none").flatten().tolist() == [0.25, 0.25]


def test_each_filter_can_have_its_own_bias_before_the_activation() -> None:
    assert finish_(torch.zeros(3, 1, 1), (-1.0, 0.0, 2.0), "relu").flatten().tolist() == [0.0, 0.0, 2.0]


def test_a_leaky_relu_leaves_a_hundredth_of_what_is_negative() -> None:
    assert activate_(torch.tensor([-200.0, 3.0]), "leaky-relu").tolist() == [-2.0, 3.0]
