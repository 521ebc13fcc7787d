"""Scores of candidate pairs: alignment, statistics, features, weights."""
