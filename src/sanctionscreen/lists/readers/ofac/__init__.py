"""Readers for OFAC's files: plain XML, advanced XML, legacy CSV."""
