"""The parameters that generated the patterns are found again, without labels."""

from __future__ import annotations

import numpy as np
import pytest

from scv.linkage.expectation_maximisation import Floats, PatternCounts, expected_matches, fit, matched_share

M = [np.array([0.05, 0.95]), np.array([0.1, 0.9]), np.array([0.02, 0.08, 0.9])]
U = [np.array([0.99, 0.01]), np.array([0.995, 0.005]), np.array([0.9, 0.06, 0.04])]
SIZES = [2, 2, 3]
NOBODY_SHARES = [False, False, False]
NO_LIMIT = [1.0, 1.0, 1.0]


def all_patterns() -> np.ndarray:
    """Every combination of levels."""
    return np.array([(a, b, c) for a in range(2) for b in range(2) for c in range(3)], dtype=np.int8)


def expected_counts(parameters: list[Floats], pairs: float) -> Floats:
    """How many of so many pairs have each pattern, when comparisons are independent."""
    shares = [np.prod([parameters[i][level] for i, level in enumerate(row)]) for row in all_patterns()]
    return pairs * np.array(shares)


def sample(matches: float, others: float, active: tuple[int, ...] = (0, 1, 2)) -> PatternCounts:
    """Pairs of which so many are matches."""
    return PatternCounts(all_patterns(), expected_counts(M, matches) + expected_counts(U, others), active)


def test_m_and_u_are_found() -> None:
    parameters = fit(sample(100, 1e6), [sample(3000, 7000)], SIZES, NOBODY_SHARES, NO_LIMIT, 1e-4)
    for found, true in zip(parameters.m, M, strict=True):
        assert found == pytest.approx(true, abs=0.02)
    for found, true in zip(parameters.u, U, strict=True):
        assert found == pytest.approx(true, abs=0.002)


def test_a_comparison_that_the_pairs_were_drawn_on_learns_nothing_from_them() -> None:
    drawn = PatternCounts(all_patterns(), expected_counts(M, 100.0), (1, 2))
    parameters = fit(sample(0, 1e6), [drawn], SIZES, NOBODY_SHARES, NO_LIMIT, 1e-4)
    assert parameters.m[0] == pytest.approx([0.024, 0.976], abs=0.01)


def test_u_of_an_identifier_stays_below_its_limit() -> None:
    parameters = fit(sample(100, 1e6), [sample(3000, 7000)], SIZES, NOBODY_SHARES, [1.0, 0.001, 1.0], 1e-4)
    assert parameters.u[1][1] <= 0.001
    assert parameters.u[1].sum() == pytest.approx(1)


def test_people_of_one_home_do_not_pass_for_one_person() -> None:
    # Comparison 0 stands for the forename, 1 and 2 for what a home shares.
    home = [U[0], np.array([0.02, 0.98]), np.array([0.02, 0.03, 0.95])]
    counts = expected_counts(M, 3000) + expected_counts(home, 4000) + expected_counts(U, 3000)
    block = PatternCounts(all_patterns(), counts, (0, 1, 2), may_hold_homes=True)
    shared = [False, True, True]
    parameters = fit(sample(10, 1e6), [block], SIZES, shared, NO_LIMIT, 1e-5)
    assert parameters.m[0][1] > 0.85
    assert parameters.h[1][1] > 0.9
    assert parameters.h[0] == pytest.approx(parameters.u[0])


def test_the_share_of_matches_is_found_from_the_candidates() -> None:
    parameters = fit(sample(100, 1e6), [sample(3000, 7000)], SIZES, NOBODY_SHARES, NO_LIMIT, 1e-4)
    candidates = sample(500, 20_000)
    share = matched_share([candidates], parameters, 1e6, 1e-3)
    assert share * 1e6 == pytest.approx(500, rel=0.25)
    assert expected_matches(candidates, parameters, share) == pytest.approx(share * 1e6, rel=0.05)


def test_a_home_that_no_pairs_show_shares_its_address_as_one_person_does() -> None:
    # Comparison 2 stands for the address: the only pairs were drawn on it, so nothing is seen of it in a home.
    drawn = PatternCounts(all_patterns(), expected_counts(M, 3000) + expected_counts(U, 3000), (0, 1))
    shared, surely = [False, True, True], [False, False, True]
    parameters = fit(sample(10, 1e6), [drawn], SIZES, shared, NO_LIMIT, 1e-5, surely)
    assert parameters.h[2] == pytest.approx(parameters.m[2])
    assert parameters.h[1] == pytest.approx(parameters.u[1])
