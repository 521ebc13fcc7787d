"""Roles of a token, as bits. A role only changes what a token weighs, and in the names of which kinds."""

from __future__ import annotations

LEGAL_FORM, TITLE, PARTICLE, NUMBER, PREFIX = 1, 2, 4, 8, 16
PATRONYMIC = 32
"""A father's name by its ending, such as Ivanovich: it may be left out."""
FIRST_SURNAME, LATER_SURNAME = 64, 128
"""Words of a family name of several words, where a comma tells them from the given names."""
