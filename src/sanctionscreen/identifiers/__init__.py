"""Identifiers of parties: types, normal forms, checks, and the index of listed ones."""
