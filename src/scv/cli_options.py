"""Options that several commands share: where the build is that they read or write to."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Database = Annotated[Path | None, typer.Option(help="A DuckDB file, in place of what the profile names.")]
Target = Annotated[str | None, typer.Option(help="Target of the profile; its default one if none is named.")]
