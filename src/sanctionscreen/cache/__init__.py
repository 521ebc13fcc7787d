"""Cache of compiled lists: arrays and texts in files that are mapped into memory. See docs/engine.md, "On disk"."""
