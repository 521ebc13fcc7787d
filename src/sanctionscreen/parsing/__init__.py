"""Parsers for file syntaxes that several packages read: XML, XLSX, delimited text, JSON lines."""
