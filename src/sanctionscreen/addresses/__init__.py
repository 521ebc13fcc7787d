"""Postal addresses: parsed, compared, indexed."""
