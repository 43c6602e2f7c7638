"""What a steward types: one key where there is a terminal, lines where there is none."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from rich.console import Console


class Answers(Protocol):
    """Where answers come from."""

    def key(self, prompt: str, keys: str) -> str:
        """One of `keys`; the last of them when there is nobody to answer."""
        ...

    def line(self, prompt: str) -> str:
        """A line of text, empty for the default."""
        ...


class Keyboard:
    """The terminal's keyboard, or the lines of standard input."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def key(self, prompt: str, keys: str) -> str:
        """One of `keys`; the last of them at the end of the input."""
        while True:
            self._console.print(prompt, end=" ")
            typed = self._one_key() if sys.stdin.isatty() else sys.stdin.readline() or keys[-1]
            chosen = typed.strip().lower()[:1]
            self._console.print(chosen)
            if chosen and chosen in keys:
                return chosen
            self._console.print(f"Please press one of: {', '.join(keys)}")

    def line(self, prompt: str) -> str:
        """A line of text without the spaces around it."""
        self._console.print(prompt, end=" ")
        return sys.stdin.readline().strip()

    def _one_key(self) -> str:
        """The next key, without waiting for Enter."""
        import typer

        return typer.getchar()
