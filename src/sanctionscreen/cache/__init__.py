"""Arrays and texts kept in files that are mapped into memory: compiled lists. See docs/engine.md, "On disk"."""
