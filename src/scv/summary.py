"""What the last build made, in the few lines that someone wants to read after it."""

from __future__ import annotations
