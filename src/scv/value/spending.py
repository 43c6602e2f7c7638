"""How much a customer will spend when they buy: the gamma-gamma model.

Fader and Hardie, "The gamma-gamma model of monetary value" (2013): a customer's purchases scatter about a mean of their
own (gamma, shape p), and the means differ between customers (gamma, shape q, scale v). Somebody's expected amount lies
between their own mean and everybody's, nearer their own the more they bought.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import gammaln

from scv.value.purchases import Floats

_PENALTY = 1e-4
_START = np.log([2.0, 3.0, 1.0])


@dataclass(frozen=True)
class SpendingModel:
    """The parameters p, q and v, and `unit`, the mean amount that v is counted in."""

    p: float
    q: float
    v: float
    unit: float


def fit_spending(purchases: Floats, mean_amount: Floats) -> SpendingModel:
    """The model of greatest likelihood for customers' numbers of purchases and mean amounts, all above 0."""
    unit = float((purchases * mean_amount).sum() / purchases.sum())
    means = mean_amount / unit

    def loss(logs: Floats) -> float:
        p, q, v = np.exp(logs)
        shape = p * purchases
        likelihood = (
            gammaln(shape + q)
            - gammaln(shape)
            - gammaln(q)
            + q * np.log(v)
            + (shape - 1) * np.log(means)
            + shape * np.log(purchases)
            - (shape + q) * np.log(purchases * means + v)
        )
        return float(-likelihood.mean() + _PENALTY * (logs**2).sum())

    best = minimize(loss, _START, method="L-BFGS-B", bounds=[(-5.0, 6.0), (0.1, 6.0), (-5.0, 9.0)])
    p, q, v = (float(value) for value in np.exp(best.x))
    return SpendingModel(p, q, v, unit)


def expected_amount(model: SpendingModel, purchases: Floats, mean_amount: Floats) -> Floats:
    """The amount to be expected of each customer's next purchase."""
    own = purchases * np.maximum(mean_amount, 0.0) / model.unit
    expected = model.p * (model.v + own) / (model.p * purchases + model.q - 1)
    return np.asarray(expected * model.unit, dtype=np.float64)
