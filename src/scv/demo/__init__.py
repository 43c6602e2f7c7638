"""The generator of raw channel data: extracts as nine channels' own systems would write them, and the truth."""

from scv.demo.generator import GenerateSummary, generate

__all__ = ["GenerateSummary", "generate"]
