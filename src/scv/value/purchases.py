"""How often a customer will buy: the modified beta-geometric / negative binomial model (MBG/NBD).

While active, a customer buys at random at a rate of their own; rates follow a gamma distribution (r, alpha). After
every purchase, the first included, a customer leaves for good with a probability of their own; these follow a beta
distribution (a, b). Batislam, Denizel and Filiztekin, "Empirical validation and comparison of models for customer base
analysis", International Journal of Research in Marketing 24 (2007); it is the BG/NBD model of Fader, Hardie and Lee,
Marketing Science 24 (2005), in which somebody who bought once may have left, too.

A history is three numbers: `repeats`, the times that the customer bought after the first; `last`, weeks from the first
purchase to the last; `age`, weeks from the first purchase to the day of the history.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import betaln, gammaln, hyp2f1

Floats = npt.NDArray[np.float64]

_PENALTY = 1e-4  # of the squared logarithm of each parameter, so that little data gives no extreme ones
_NOT_ONE = 1e-4  # how near to 1 `a` may come: expected_purchases divides by their difference
_START = np.log([0.5, 10.0, 0.5, 2.0])


@dataclass(frozen=True)
class Histories:
    """Distinct histories, and how many customers have each."""

    repeats: Floats
    last: Floats
    age: Floats
    customers: Floats


@dataclass(frozen=True)
class PurchaseModel:
    """The four parameters: of the rates (r, alpha, purchases a week) and of leaving (a, b)."""

    r: float
    alpha: float
    a: float
    b: float


def fit_purchases(histories: Histories) -> PurchaseModel:
    """The model of greatest likelihood, slightly drawn towards parameters of 1."""
    total = float(histories.customers.sum())

    def loss(logs: Floats) -> float:
        likelihood = _log_likelihood(PurchaseModel(*np.exp(logs)), histories)
        return float(-(likelihood @ histories.customers) / total + _PENALTY * (logs**2).sum())

    best = minimize(loss, _START, method="L-BFGS-B", bounds=[(-7.0, 9.0)] * 4)
    r, alpha, a, b = (float(value) for value in np.exp(best.x))
    return PurchaseModel(r, alpha, a if abs(a - 1) > _NOT_ONE else 1 + _NOT_ONE, b)


def _log_likelihood(model: PurchaseModel, histories: Histories) -> Floats:
    """Log likelihood of each history; one who has left did so right after the last purchase."""
    repeats, shape = histories.repeats, model.r + histories.repeats
    constant = (
        gammaln(shape)
        - gammaln(model.r)
        + model.r * np.log(model.alpha)
        + betaln(model.a, model.b + repeats + 1)
        - betaln(model.a, model.b)
    )
    stayed = -shape * np.log(model.alpha + histories.age)
    left = np.log(model.a / (model.b + repeats)) - shape * np.log(model.alpha + histories.last)
    return np.asarray(constant + np.logaddexp(stayed, left), dtype=np.float64)


def probability_active(model: PurchaseModel, histories: Histories) -> Floats:
    """The probability of still being a customer on the day of the history."""
    odds_left = np.log(model.a / (model.b + histories.repeats)) + (model.r + histories.repeats) * (
        np.log(model.alpha + histories.age) - np.log(model.alpha + histories.last)
    )
    return np.asarray(1.0 / (1.0 + np.exp(odds_left)), dtype=np.float64)


def expected_purchases(model: PurchaseModel, histories: Histories, weeks: float) -> Floats:
    """The purchases to be expected in the weeks to come."""
    shape, reached = model.r + histories.repeats, model.alpha + histories.age
    later = reached + weeks
    series = hyp2f1(shape, model.b + histories.repeats + 1, model.a + model.b + histories.repeats, weeks / later)
    total = model.a + model.b + histories.repeats
    bought = total / (model.a - 1) * (1 - series * (reached / later) ** shape)
    return np.asarray(bought * probability_active(model, histories), dtype=np.float64)


def probability_of_no_purchase(model: PurchaseModel, histories: Histories, weeks: float) -> Floats:
    """The probability of buying nothing in the weeks to come: gone already, or still here and silent."""
    reached = model.alpha + histories.age
    silent = (reached / (reached + weeks)) ** (model.r + histories.repeats)
    active = probability_active(model, histories)
    return np.asarray(1 - active * (1 - silent), dtype=np.float64)
