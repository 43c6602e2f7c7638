"""Parameters of the linkage model from counts of comparison patterns, without labels.

Expectation maximisation over a mixture of three classes: one person (m), two people of one home (h), strangers (u).
The two-class form is Fellegi and Sunter (1969) fitted as in Winkler (1988) and in Splink; the third class is ours:
records of a home agree on surname, address, mailbox and phone together, so that independence among strangers
takes them for one person. In class h what a home shares is free, and the rest is as among strangers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Patterns = npt.NDArray[np.int8]

PRIOR_STRENGTH = 3.0
U_SMOOTHING = 0.05
MAX_ITERATIONS = 60
CONVERGENCE = 1e-4
MIN_HOME_PAIRS = 30.0


@dataclass(frozen=True)
class PatternCounts:
    """Pairs drawn in one way, counted by pattern.

    `levels`: patterns x comparisons, level numbers (-1 missing). `counts`: pairs of each pattern. `active`: the
    comparisons that the way of drawing leaves open. `may_hold_homes`: whether pairs of one home are likely in it.
    `match_share`: the part of the pairs that are one person's, where that is known beforehand.
    """

    levels: Patterns
    counts: Floats
    active: tuple[int, ...]
    may_hold_homes: bool = False
    match_share: float | None = None


@dataclass
class Parameters:
    """m, u and h: for each comparison the probabilities of its levels, worst first."""

    m: list[Floats]
    u: list[Floats]
    h: list[Floats]


def log_likelihood(patterns: PatternCounts, parameters: list[Floats], active: tuple[int, ...]) -> Floats:
    """The log-likelihood of each pattern; what is missing counts nothing."""
    total = np.zeros(len(patterns.counts))
    for index in active:
        numbers = patterns.levels[:, index]
        known = numbers >= 0
        total[known] += np.log(parameters[index][numbers[known]])
    return total


def responsibilities(
    patterns: PatternCounts, parameters: Parameters, shares: Floats, active: tuple[int, ...]
) -> Floats:
    """Patterns x (m, h, u): the probability of each class given the pattern."""
    logs = np.stack(
        [
            log_likelihood(patterns, parameters.m, active),
            log_likelihood(patterns, parameters.h, active),
            log_likelihood(patterns, parameters.u, active),
        ],
        axis=1,
    ) + np.log(np.maximum(shares, 1e-300))
    logs -= logs.max(axis=1, keepdims=True)
    weights: Floats = np.exp(logs)
    weights /= weights.sum(axis=1, keepdims=True)
    return weights


def level_totals(patterns: PatternCounts, index: int, weights: Floats, size: int) -> Floats:
    """The weighted number of pairs at each level of one comparison."""
    numbers = patterns.levels[:, index]
    known = numbers >= 0
    return np.bincount(numbers[known], weights=weights[known], minlength=size).astype(np.float64)


def first_guess(size: int) -> Floats:
    """m before any data: mostly the best level, the better the likelier."""
    guess = np.linspace(0.02, 0.12, size)
    guess[-1] = 0.8
    guess /= guess.sum()
    return guess


def observed_u(random_pairs: PatternCounts, sizes: list[int]) -> list[Floats]:
    """u before it is known which of the random pairs are matches."""
    totals = [level_totals(random_pairs, i, random_pairs.counts, size) for i, size in enumerate(sizes)]
    return [(total + U_SMOOTHING) / (total.sum() + U_SMOOTHING * len(total)) for total in totals]


def first_shares(block: PatternCounts) -> Floats:
    """Shares of the classes m, h, u in one set of pairs before any iteration."""
    if block.match_share is not None:
        return np.array([block.match_share, 0.0, 1 - block.match_share])
    return np.array([0.5, 0.2, 0.3]) if block.may_hold_homes else np.array([0.6, 0.0, 0.4])


def normalised_shares(totals: Floats, may_hold_homes: bool) -> Floats:
    """Shares of the classes m, h, u in one set of pairs."""
    if not may_hold_homes:
        totals = totals * np.array([1.0, 0.0, 1.0])
    smoothed: Floats = totals + np.array([1.0, 1.0 if may_hold_homes else 0.0, 1.0])
    smoothed /= smoothed.sum()
    return smoothed


def fit(
    random_pairs: PatternCounts,
    blocks: list[PatternCounts],
    sizes: list[int],
    shared_at_home: list[bool],
    most_u: list[float],
    match_probability: float,
    as_one_person: list[bool] | None = None,
) -> Parameters:
    """m, u and h after convergence.

    `random_pairs` give u, less the matches among them; `blocks` give m and h, each over its active comparisons.
    `sizes` are the numbers of levels, `most_u` the most that u of the best level can be (records that share nothing
    but a number would pass for strangers who do), `match_probability` is that of a random pair.

    Records without mailboxes and phones show no pairs of a home in which the address is free. `as_one_person` says what
    a home then shares as one person's records do; h of the rest is as among strangers.
    """
    every = tuple(range(len(sizes)))
    guesses = [first_guess(size) for size in sizes]
    u = [limited(values, most) for values, most in zip(observed_u(random_pairs, sizes), most_u, strict=True)]
    h = [guesses[i] if shared_at_home[i] else u[i] for i in every]
    parameters = Parameters(m=list(guesses), u=u, h=h)
    shares = [first_shares(block) for block in blocks]
    random_shares = np.array([match_probability, 0.0, 1 - match_probability])

    for _ in range(MAX_ITERATIONS):
        m_totals = [PRIOR_STRENGTH * guess for guess in guesses]
        h_totals = [np.zeros(size) for size in sizes]
        for number, block in enumerate(blocks):
            weights = responsibilities(block, parameters, shares[number], block.active)
            weights = weights * block.counts[:, None]
            if block.match_share is None:
                shares[number] = normalised_shares(weights.sum(axis=0), block.may_hold_homes)
            for index in block.active:
                m_totals[index] += level_totals(block, index, weights[:, 0], sizes[index])
                h_totals[index] += level_totals(block, index, weights[:, 1], sizes[index])
        strangers = responsibilities(random_pairs, parameters, random_shares, every)[:, 2]
        u_totals = [
            level_totals(random_pairs, i, strangers * random_pairs.counts, size) + U_SMOOTHING
            for i, size in enumerate(sizes)
        ]
        before = parameters.m
        u = [limited(total / total.sum(), most) for total, most in zip(u_totals, most_u, strict=True)]
        m = [total / total.sum() for total in m_totals]
        unseen = [m[i] if as_one_person and as_one_person[i] else u[i] for i in every]
        h = [home_levels(h_totals[i], u[i], unseen[i]) if shared_at_home[i] else u[i] for i in every]
        parameters = Parameters(m, u, h)
        if max(np.abs(new - old).max() for new, old in zip(parameters.m, before, strict=True)) < CONVERGENCE:
            break
    return parameters


def limited(levels: Floats, most: float) -> Floats:
    """The levels with the best one at most `most`; what is taken off goes to the worst."""
    surplus = max(0.0, levels[-1] - most)
    change = np.zeros(len(levels))
    change[0], change[-1] = surplus, -surplus
    return levels + change


def home_levels(totals: Floats, u: Floats, unseen: Floats) -> Floats:
    """h of one comparison that a home shares; `unseen` where too few pairs of homes were seen to learn it."""
    if totals.sum() < MIN_HOME_PAIRS:
        return unseen
    smoothed = totals + PRIOR_STRENGTH * u
    smoothed /= smoothed.sum()
    return smoothed


def expected_matches(sample: PatternCounts, parameters: Parameters, share: float) -> float:
    """The expected number of matches among pairs when `share` of all pairs are matches."""
    every = tuple(range(sample.levels.shape[1]))
    weights = responsibilities(sample, parameters, np.array([share, 0.0, 1 - share]), every)
    return float((weights[:, 0] * sample.counts).sum())


def joining_share(sample: PatternCounts, parameters: Parameters, share: float, home_share: float) -> float:
    """The part of the pairs that are rather one person's than not; `share` and `home_share` as in a random pair."""
    every = tuple(range(sample.levels.shape[1]))
    shares = np.array([share, home_share, 1 - share - home_share])
    joins = responsibilities(sample, parameters, shares, every)[:, 0] >= 0.5
    return float((joins * sample.counts).sum() / max(sample.counts.sum(), 1.0))


def matched_share(samples: list[PatternCounts], parameters: Parameters, total_pairs: float, start: float) -> float:
    """The probability that a random pair is a match: expected matches among the candidates, over all pairs.

    Fixed point of the expectation; matches that blocking misses are not counted.
    """
    share = start
    for _ in range(20):
        matches = sum(expected_matches(sample, parameters, share) for sample in samples)
        share = min(max((matches + 1.0) / total_pairs, 1.0 / total_pairs), 0.5)
    return share
