"""Customer value: the models find the truth they are drawn from, and beat the naive forecast of a year held back."""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pytest

from builds import Build
from scv.demo.generator import generate
from scv.value.purchases import (
    Floats,
    Histories,
    PurchaseModel,
    expected_purchases,
    fit_purchases,
    probability_of_no_purchase,
)
from scv.value.spending import SpendingModel, expected_amount, fit_spending
from scv.value.steps import discounted, predict, train

TRUTH = PurchaseModel(r=0.8, alpha=12.0, a=0.7, b=2.5)
YEAR = 52.0


def drawn(customers: int, weeks: float, later: float) -> tuple[Histories, Floats]:
    """Customers who behave as the model says: their histories, and the purchases in the weeks after."""
    dice = np.random.default_rng(1)
    rate = dice.gamma(TRUTH.r, 1 / TRUTH.alpha, customers)
    leaves = dice.beta(TRUTH.a, TRUTH.b, customers)
    repeats, last, then, at = (np.zeros(customers) for _ in range(4))
    here = dice.random(customers) >= leaves
    while here.any():
        at = np.where(here, at + dice.exponential(1 / rate), at)
        here &= at < weeks + later
        known = here & (at < weeks)
        repeats += known
        last = np.where(known, at, last)
        then += here & (at >= weeks)
        here &= dice.random(customers) >= leaves
    ones = np.ones(customers)
    return Histories(repeats, last, ones * weeks, ones), then


def test_the_purchase_model_finds_the_parameters_that_customers_are_drawn_from() -> None:
    histories, _ = drawn(40_000, 104, YEAR)

    found = fit_purchases(histories)

    for name, value in vars(TRUTH).items():
        assert getattr(found, name) == pytest.approx(value, rel=0.15), name


def test_expected_purchases_and_churn_are_what_comes_true() -> None:
    histories, then = drawn(40_000, 104, YEAR)
    expected = expected_purchases(TRUTH, histories, YEAR)
    silent = probability_of_no_purchase(TRUTH, histories, YEAR)

    for repeats in (0, 1, 2, 4):
        some = histories.repeats == repeats
        assert expected[some].mean() == pytest.approx(then[some].mean(), abs=0.06), repeats
        assert silent[some].mean() == pytest.approx((then[some] == 0).mean(), abs=0.03), repeats


def test_equal_histories_may_be_counted_instead_of_listed() -> None:
    histories, _ = drawn(500, 52, 0)
    columns = np.floor(np.stack([histories.repeats, histories.last, histories.age]))
    distinct, customers = np.unique(columns, axis=1, return_counts=True)

    listed = fit_purchases(Histories(columns[0], columns[1], columns[2], np.ones(500)))
    counted = fit_purchases(Histories(distinct[0], distinct[1], distinct[2], customers.astype(np.float64)))

    assert vars(counted) == pytest.approx(vars(listed), rel=0.01)


def test_an_amount_lies_between_ones_own_mean_and_everybodys() -> None:
    model = SpendingModel(p=4.0, q=4.0, v=0.75, unit=40.0)
    own = np.array([10.0, 40.0, 100.0])

    once, often = (expected_amount(model, np.full(3, times), own) for times in (1.0, 50.0))

    assert list(np.sign(once - own)) == [1, 0, -1]
    assert (np.abs(often - own) <= np.abs(once - own)).all()
    assert often == pytest.approx(own, rel=0.05)


def test_the_spending_model_finds_the_parameters_that_amounts_are_drawn_from() -> None:
    dice = np.random.default_rng(2)
    times = np.asarray(1.0 + dice.poisson(2, 30_000), dtype=np.float64)
    customers = dice.gamma(4.0, 1 / 0.75, 30_000)
    means: Floats = np.asarray(dice.gamma(4.0 * times, 1 / (customers * times)), dtype=np.float64)

    found = fit_spending(times, means * 40)

    assert found.p == pytest.approx(4.0, rel=0.1)
    assert found.q == pytest.approx(4.0, rel=0.1)
    assert found.v * found.unit == pytest.approx(0.75 * 40, rel=0.1)


def test_later_years_count_for_less() -> None:
    assert discounted([np.ones(1), np.ones(1) * 2])[0] == pytest.approx(1.1**-0.5 + 1.1**-1.5)


def test_few_repeat_customers_give_no_model() -> None:
    histories = pa.table(
        {
            "period": ["present"] * 200,
            "pin": [f"P{number}" for number in range(200)],
            "repeats": [1] * 49 + [0] * 151,
            "weeks_to_last_purchase": [4] * 49 + [0] * 151,
            "weeks_known": [90] * 200,
            "purchase_days": [2] * 49 + [1] * 151,
            "mean_amount": [20.0] * 200,
        }
    )
    relation = duckdb.from_arrow(histories)

    models = train(relation)

    assert models.num_rows == 0
    assert predict(relation, duckdb.from_arrow(models)).num_rows == 0


def test_the_year_held_back_is_forecast_better_than_by_the_year_before(demo: Build) -> None:
    ((purchases, naive_purchases, value, naive_value, churn, naive_churn, expected, actual),) = demo.rows(
        """
        select purchase_error, naive_purchase_error, value_error, naive_value_error, churn_error, naive_churn_error,
            expected_purchases, actual_purchases
        from {customer_value_models} where period = 'holdout'
        """
    )
    assert purchases < naive_purchases
    assert value < naive_value
    assert churn < naive_churn
    assert float(expected) == pytest.approx(actual, rel=0.15)


def test_expectations_are_calibrated(demo: Build) -> None:
    tenths = demo.rows("select expected_churn, actual_churn from {customer_value_calibration} order by decile")

    assert len(tenths) == 10
    assert max(abs(expected - actual) for expected, actual in tenths) < 0.08


def test_a_generated_world_is_forecast_better_than_by_the_year_before(tmp_path: Path) -> None:
    generate(6_000, 5, tmp_path)
    with duckdb.connect() as connection:
        connection.execute(GENERATED.format(raw=tmp_path))
        histories = connection.table("histories")
        predictions = predict(histories, duckdb.from_arrow(train(histories)))
        connection.register("predictions", predictions)
        ((error, naive, expected, actual),) = connection.execute(
            """
            select
                avg(abs(expected_purchases - later)), avg(abs(last_year - later)),
                sum(expected_purchases), sum(later)
            from predictions inner join outcomes using (pin)
            """
        ).fetchall()

    assert error < 0.9 * naive
    assert expected == pytest.approx(actual, rel=0.1)


GENERATED = """
    create table days as
    select distinct entity_id as pin, cast(placed_at as timestamp)::date as bought_on
    from read_csv('{raw}/web_shop/orders.csv', all_varchar = true) as orders
    inner join read_csv('{raw}/truth.csv', all_varchar = true) as truth
        on truth.record_key = 'web_shop.orders:' || orders.order_id
    where try_cast(placed_at as timestamp) is not null and status <> 'cancelled';

    create table histories as
    select
        'holdout' as period, pin, count(*) as purchase_days, count(*) - 1 as repeats,
        (max(bought_on) - min(bought_on)) // 7 as weeks_to_last_purchase,
        (date '2025-06-30' - min(bought_on)) // 7 as weeks_known,
        30.0 as mean_amount
    from days where bought_on <= date '2025-06-30' group by pin;

    create table outcomes as
    select
        pin,
        count(*) filter (bought_on > date '2025-06-30') as later,
        count(*) filter (bought_on between date '2024-07-01' and date '2025-06-30') as last_year
    from days group by pin
"""
