"""Scripts: detection, and romanisation with one module a script, each offering `read`."""
