"""Reader for house lists, and column mappings for tables that are not house lists."""
