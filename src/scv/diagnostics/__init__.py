"""Figures that say how good a linkage is."""
