"""Who owns and controls whom, and what that means for parties that no list names."""
