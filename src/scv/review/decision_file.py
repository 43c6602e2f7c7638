"""The file of stewards' decisions: read whole, appended to in one move, earlier rows kept as they are."""

from __future__ import annotations

import csv
import io
import os
import re
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from scv.project import ScvError

COLUMNS = ("decision_id", "decision", "left_key", "right_key", "decided_by", "decided_at", "reason")


@dataclass
class DecisionFile:
    """The text of a file of decisions, and its rows."""

    path: Path
    text: str
    rows: list[dict[str, str]]

    @classmethod
    def read(cls, path: Path) -> DecisionFile:
        """Read a file; raises ScvError when it isn't there or its lines aren't decisions."""
        try:
            with path.open(encoding="utf-8", newline="") as file:
                text = file.read()
        except (OSError, UnicodeDecodeError) as error:
            raise ScvError(f"{path} can't be read: {error}") from error
        lines = csv.reader(io.StringIO(text))
        heading = tuple(next(lines, []))
        if heading != COLUMNS:
            raise ScvError(f"{path} should begin with the line: {','.join(COLUMNS)}")
        rows = []
        for values in lines:
            if not values:
                continue
            if len(values) != len(COLUMNS):
                raise ScvError(
                    f"{path}, line {lines.line_num}: {len(values)} values where {len(COLUMNS)} belong. "
                    "Put a text that has a comma in quotes."
                )
            rows.append(dict(zip(COLUMNS, values, strict=True)))
        return cls(path, text, rows)

    def pairs(self) -> set[frozenset[str]]:
        """The two keys of every decision, whichever is left."""
        return {frozenset((row["left_key"], row["right_key"])) for row in self.rows}

    def append(self, decision: str, left_key: str, right_key: str, by: str, at: datetime, reason: str) -> str:
        """Add a decision to the file and give its id; `at` is UTC.

        The new text takes the file's place in one move: a reader, or a build, never sees half of it. Raises ScvError
        when it can't be written.
        """
        row = {
            "decision_id": self._new_id(by, at),
            "decision": decision,
            "left_key": left_key,
            "right_key": right_key,
            "decided_by": by,
            "decided_at": at.strftime("%Y-%m-%d %H:%M:%S"),
            "reason": reason,
        }
        line_end = "\r\n" if "\r\n" in self.text else "\n"
        line = io.StringIO()
        csv.DictWriter(line, COLUMNS, lineterminator=line_end).writerow(row)
        text = self.text if self.text.endswith("\n") else self.text + line_end
        self._replace(text + line.getvalue())
        self.text = text + line.getvalue()
        self.rows.append(row)
        return row["decision_id"]

    def _new_id(self, by: str, at: datetime) -> str:
        """An id that no decision has: the day, who, and a number."""
        who = re.sub(r"[^a-z0-9]+", "-", by.lower()).strip("-") or "steward"
        taken = {row["decision_id"] for row in self.rows}
        number = 1
        while (decision_id := f"{at:%Y%m%d}-{who}-{number:03}") in taken:
            number += 1
        return decision_id

    def _replace(self, text: str) -> None:
        """Put a text in the file's place; refuse when somebody else has changed the file since it was read."""
        target = self.path.resolve()
        temporary = None
        try:
            with target.open(encoding="utf-8", newline="") as file:
                if file.read() != self.text:
                    raise ScvError(f"{self.path} was changed by somebody else meanwhile. Start `scv review` again.")
            mode = target.stat().st_mode
            if not os.access(target, os.W_OK):
                raise PermissionError(f"no permission to write {target.name}")
            handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
            with open(handle, "w", encoding="utf-8", newline="") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).chmod(mode)
            Path(temporary).replace(target)
        except OSError as error:
            if temporary:
                Path(temporary).unlink(missing_ok=True)
            raise ScvError(f"{self.path} can't be written: {error}. Nothing was changed in it.") from error
