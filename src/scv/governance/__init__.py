"""Governance of linkage models: train, compare, rehearse, promote, roll back, describe."""
