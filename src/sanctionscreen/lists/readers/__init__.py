"""List readers: one module or package for each published format."""
