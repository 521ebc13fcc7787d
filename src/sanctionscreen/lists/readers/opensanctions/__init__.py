"""Readers for OpenSanctions' exports."""
