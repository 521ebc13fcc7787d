"""Token matches: which tokens of two vocabularies are similar, and how much."""
