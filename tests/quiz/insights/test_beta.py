"""The Beta distribution against its closed forms."""

import math
from math import comb

import pytest

from quiz.insights.beta import cumulative, quantile

SHARES = [0.001, 0.1, 0.25, 0.5, 0.9, 0.999]


def binomial_tail(x: float, a: int, b: int) -> float:
    """For whole a and b: the chance of at least a successes in a + b - 1 trials (DLMF 8.17.5)."""
    trials = a + b - 1
    return sum(comb(trials, k) * x**k * (1 - x) ** (trials - k) for k in range(a, trials + 1))


def test_half_of_beta_2_3_lies_at_eleven_sixteenths() -> None:
    assert cumulative(0.5, 2, 3) == pytest.approx(11 / 16, abs=1e-12)


@pytest.mark.parametrize(("a", "b"), [(1, 1), (2, 3), (7, 1), (1, 9), (30, 20), (200, 3)])
@pytest.mark.parametrize("x", [0.02, 0.3, 0.5, 0.77, 0.99])
def test_whole_parameters_agree_with_the_binomial_sum(x: float, a: int, b: int) -> None:
    assert cumulative(x, a, b) == pytest.approx(binomial_tail(x, a, b), abs=1e-10)


def test_the_arcsine_distribution_agrees_with_its_formula() -> None:
    for x in (0.05, 0.2, 0.5, 0.8):
        assert cumulative(x, 0.5, 0.5) == pytest.approx(2 / math.pi * math.asin(math.sqrt(x)), abs=1e-10)


def test_outside_of_its_range_it_is_none_or_all() -> None:
    assert (cumulative(-0.5, 2, 3), cumulative(0, 2, 3), cumulative(1, 2, 3), cumulative(7, 2, 3)) == (0, 0, 1, 1)


@pytest.mark.parametrize("share", SHARES)
def test_quantiles_agree_with_their_closed_forms(share: float) -> None:
    assert quantile(share, 1, 1) == pytest.approx(share, abs=1e-8)
    assert quantile(share, 1, 2) == pytest.approx(1 - math.sqrt(1 - share), abs=1e-8)
    assert quantile(share, 2, 1) == pytest.approx(math.sqrt(share), abs=1e-8)


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize(("a", "b"), [(1.3, 1.7), (2.5, 2.5), (41.2, 6.9)])
def test_a_quantile_undoes_the_cumulative_and_mirrors(share: float, a: float, b: float) -> None:
    assert cumulative(quantile(share, a, b), a, b) == pytest.approx(share, abs=1e-6)
    assert quantile(share, a, b) == pytest.approx(1 - quantile(1 - share, b, a), abs=1e-8)
