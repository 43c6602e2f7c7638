"""Self-contained pages: templates, styles, scripts and charts in one HTML file that needs no network.

The chart library is the one that Splink brings along for its own charts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from scv.workbench import now

LIBRARIES = ("vega@", "vega-lite@", "vega-embed@")
MINUS = "\N{MINUS SIGN}"


def render(template: str, data: Mapping[str, Any], **context: Any) -> str:
    """The page of a template; `data` is what its charts draw, each entry a list of rows."""
    return (
        _environment()
        .get_template(template)
        .render(
            **context,
            data=data,
            charts=charts(),
            style=_text("style.css"),
            script=_text("page.js"),
            libraries=[Markup(library) for library in chart_libraries()],
            made_at=now(),
            version=version("scv"),
        )
    )


def charts() -> dict[str, Any]:
    """The charts by name, in the Vega-Lite form, colours and thresholds as `$name`."""
    folder = files("scv.diagnostics") / "templates" / "charts"
    return {
        path.name.removesuffix(".json"): json.loads(path.read_text(encoding="utf-8"))
        for path in sorted(folder.iterdir(), key=lambda path: path.name)
        if path.name.endswith(".json")
    }


def chart_libraries() -> list[str]:
    """The scripts of Vega, Vega-Lite and Vega-Embed, fit to stand within a page."""
    folder = files("splink.internals.files") / "external_js"
    found = {prefix: path for path in folder.iterdir() for prefix in LIBRARIES if path.name.startswith(prefix)}
    return [found[prefix].read_text(encoding="utf-8").replace("</script", "<\\/script") for prefix in LIBRARIES]


def _environment() -> Environment:
    loader = PackageLoader("scv.diagnostics", "templates")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {
        "n": _number,
        "share": _share,
        "bits": _bits,
        "words": _words,
        "figure": _figure,
        "whole_pins": _whole_pins,
    }
    return environment


def _text(name: str) -> Markup:
    return Markup((files("scv.diagnostics") / "templates" / name).read_text(encoding="utf-8"))


def _number(value: float | None) -> str:
    """A count with thousands apart."""
    return "none" if value is None else f"{value:,.0f}"


def _share(value: float | None) -> str:
    """A share in per cent, to one decimal."""
    return "none" if value is None else f"{100 * value:.1f}\N{NO-BREAK SPACE}%"


def _bits(value: float | None) -> str:
    """A weight with its sign."""
    if value is None:
        return "none"
    return f"{value:+.1f}".replace("-", MINUS) if value else "0"


def _figure(value: float | None, name: str) -> str:
    """A figure of a build: a share in per cent, a count, or a mean."""
    if value is None:
        return "none"
    if name.startswith("Share"):
        return _share(value)
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _whole_pins(text: str) -> Markup:
    """The text with its PINs kept on one line."""
    pin = r"\b[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}\b"
    return Markup(re.sub(pin, lambda found: f'<span class="pin">{found.group()}</span>', str(escape(text))))


def _words(name: str) -> str:
    """A column's name as people write it."""
    return name.replace("_", " ")
