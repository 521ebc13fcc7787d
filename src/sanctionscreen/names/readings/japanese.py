"""Kana by Hepburn, Chinese characters by Mandarin readings."""

from __future__ import annotations

from sanctionscreen.names.romanise import by_letter


def read(text: str) -> str:
    """Romanise a run of kana and Chinese characters."""
    return " ".join(by_letter(char) if "㐀" <= char else by_letter(char) for char in text)
