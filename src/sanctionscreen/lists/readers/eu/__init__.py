"""Readers for the EU's consolidated list (FSF 1.1): XML and CSV."""
