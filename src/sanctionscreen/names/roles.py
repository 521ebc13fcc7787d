"""Roles of a token, as bits. A role only changes what a token weighs, and in the names of which kinds."""

from __future__ import annotations

LEGAL_FORM, TITLE, PARTICLE, NUMBER, PREFIX = 1, 2, 4, 8, 16
