"""Names: text to tokens with roles, romanisations and IDF weights. See docs/design.md."""
