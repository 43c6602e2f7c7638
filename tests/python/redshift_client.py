"""A client of the simulated Redshift: the driver that dbt-redshift uses, and the way that Python models take."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import redshift_connector
from dbt.adapters.redshift.connections import RedshiftCredentials


def connect(settings: Mapping[str, str], **changed: Any) -> Any:
    """A connection that commits by itself."""
    options = {
        "host": settings["SCV_REDSHIFT_HOST"],
        "port": int(settings["SCV_REDSHIFT_PORT"]),
        "user": settings["SCV_REDSHIFT_USER"],
        "password": settings["SCV_REDSHIFT_PASSWORD"],
        "database": settings["SCV_REDSHIFT_DATABASE"],
        "ssl": False,
    }
    connection = redshift_connector.connect(**{**options, **changed})
    connection.autocommit = True
    return connection


def credentials(settings: Mapping[str, str]) -> RedshiftCredentials:
    """What dbt's profile makes of the settings."""
    profile: dict[str, Any] = {
        "host": settings["SCV_REDSHIFT_HOST"],
        "port": int(settings["SCV_REDSHIFT_PORT"]),
        "user": settings["SCV_REDSHIFT_USER"],
        "password": settings["SCV_REDSHIFT_PASSWORD"],
        "database": settings["SCV_REDSHIFT_DATABASE"],
        "schema": "public",
        "sslmode": "disable",
        "retries": 0,
    }
    return RedshiftCredentials(**profile)


def rows(connection: Any, statement: str, *values: Any) -> list[list[Any]]:
    """The rows of a statement, none where it gives none."""
    with connection.cursor() as cursor:
        cursor.execute(statement, list(values) or None)
        return list(cursor.fetchall()) if cursor.description else []


def failure(connection: Any, statement: str) -> dict[str, str]:
    """What the server says against a statement: C is the SQLSTATE, M the message, D the detail."""
    try:
        rows(connection, statement)
    except redshift_connector.Error as error:
        said = error.args[0]
        return dict(said) if isinstance(said, dict) else {"M": str(said)}
    return {"M": "nothing was said against it"}
