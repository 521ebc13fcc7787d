"""Rescreening: which alerts a change of editions adds, removes or changes."""
