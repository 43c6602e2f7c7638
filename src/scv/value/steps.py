"""The steps of customer value as the dbt Python models call them: tables in, an Arrow table out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from scv.value.purchases import (
    Floats,
    Histories,
    PurchaseModel,
    expected_purchases,
    fit_purchases,
    probability_active,
    probability_of_no_purchase,
)
from scv.value.spending import SpendingModel, expected_amount, fit_spending
from scv.workbench import Relation, workbench

LEAST_REPEAT_CUSTOMERS = 50
YEAR = 365 / 7  # weeks
YEARS_OF_A_LIFETIME = 3
YEARLY_DISCOUNT = 0.10

MODEL_SCHEMA = pa.schema(
    {
        "period": pa.string(),
        "customers": pa.int64(),
        "repeat_customers": pa.int64(),
        **{f"purchases_{name}": pa.float64() for name in ("r", "alpha", "a", "b")},
        **{f"spending_{name}": pa.float64() for name in ("p", "q", "v", "unit")},
    }
)
PREDICTION_SCHEMA = pa.schema(
    {
        "period": pa.string(),
        "pin": pa.string(),
        **{
            name: pa.float64()
            for name in (
                "probability_active",
                "churn_risk",
                "expected_purchases",
                "expected_amount",
                "expected_value",
                "lifetime_value",
            )
        },
    }
)

_HISTORIES = """
    select repeats, weeks_to_last_purchase as last, weeks_known as age, count(*) as customers
    from histories where period = ? group by all order by all
"""
_SPENDING = "select purchase_days, mean_amount from histories where period = ? and mean_amount > 0 order by all"
_CUSTOMERS = """
    select
        pin, repeats, weeks_to_last_purchase as last, weeks_known as age,
        1.0 as customers, purchase_days, mean_amount
    from histories where period = ? order by pin
"""


def train(histories: Relation) -> pa.Table:
    """The model of each period with at least `LEAST_REPEAT_CUSTOMERS`: the columns of `MODEL_SCHEMA`.

    `histories`: period, pin, repeats, weeks_to_last_purchase, weeks_known, purchase_days, mean_amount.
    """
    with workbench(histories=histories) as connection:
        counts = connection.execute(
            "select period, count(*), count(*) filter (repeats > 0), count(*) filter (mean_amount > 0)"
            " from histories group by period order by period"
        ).fetchall()
        rows = [
            _trained(connection, period, customers, repeating)
            for period, customers, repeating, paying in counts
            if min(repeating, paying) >= LEAST_REPEAT_CUSTOMERS
        ]
    return pa.Table.from_pylist(rows, schema=MODEL_SCHEMA)


def predict(histories: Relation, models: Relation) -> pa.Table:
    """One row per period and customer, what the year and the lifetime to come will bring: `PREDICTION_SCHEMA`."""
    with workbench(histories=histories, models=models) as connection:
        trained = connection.sql("select * from models order by period").to_arrow_table().to_pylist()
        parts = [_predicted(connection, row) for row in trained]
    return pa.concat_tables([PREDICTION_SCHEMA.empty_table(), *parts])


def _trained(connection: duckdb.DuckDBPyConnection, period: str, customers: int, repeating: int) -> dict[str, Any]:
    purchases = fit_purchases(_histories(_columns(connection, _HISTORIES, period)))
    spent = _columns(connection, _SPENDING, period)
    spending = fit_spending(_floats(spent["purchase_days"]), _floats(spent["mean_amount"]))
    return {
        "period": period,
        "customers": customers,
        "repeat_customers": repeating,
        **{f"purchases_{name}": value for name, value in vars(purchases).items()},
        **{f"spending_{name}": value for name, value in vars(spending).items()},
    }


def _predicted(connection: duckdb.DuckDBPyConnection, trained: Mapping[str, Any]) -> pa.Table:
    purchases = PurchaseModel(**{name: trained[f"purchases_{name}"] for name in ("r", "alpha", "a", "b")})
    spending = SpendingModel(**{name: trained[f"spending_{name}"] for name in ("p", "q", "v", "unit")})
    customers = _columns(connection, _CUSTOMERS, trained["period"])
    histories = _histories(customers)
    by_year = [expected_purchases(purchases, histories, YEAR * year) for year in range(1, YEARS_OF_A_LIFETIME + 1)]
    amount = expected_amount(spending, _floats(customers["purchase_days"]), _floats(customers["mean_amount"]))
    columns = {
        "probability_active": probability_active(purchases, histories),
        "churn_risk": probability_of_no_purchase(purchases, histories, YEAR),
        "expected_purchases": by_year[0],
        "expected_amount": amount,
        "expected_value": by_year[0] * amount,
        "lifetime_value": discounted(by_year) * amount,
    }
    return pa.table(
        {
            "period": pa.array([trained["period"]] * len(amount), pa.string()),
            "pin": customers["pin"],
            **{name: np.round(values, 4) for name, values in columns.items()},
        },
        schema=PREDICTION_SCHEMA,
    )


def discounted(by_year: list[Floats]) -> Floats:
    """Purchases up to the end of each year, counted at what one is worth today; a year's fall in its middle."""
    total = np.zeros_like(by_year[0])
    before = np.zeros_like(by_year[0])
    for year, until in enumerate(by_year):
        total += (until - before) / (1 + YEARLY_DISCOUNT) ** (year + 0.5)
        before = until
    return total


def _columns(connection: duckdb.DuckDBPyConnection, query: str, period: str) -> dict[str, Any]:
    return connection.execute(query, [period]).fetchnumpy()


def _histories(columns: Mapping[str, Any]) -> Histories:
    return Histories(*(_floats(columns[name]) for name in ("repeats", "last", "age", "customers")))


def _floats(values: Any) -> Floats:
    return np.asarray(values, dtype=np.float64)
