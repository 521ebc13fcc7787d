"""Results out: writers, atomic files, and the journal of a run under way."""
