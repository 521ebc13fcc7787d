"""Candidate generation: blocking, posting lists, prefix filter, upper bound."""
