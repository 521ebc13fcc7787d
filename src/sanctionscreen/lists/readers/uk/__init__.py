"""Readers for the UK's lists: UK Sanctions List XML and CSV, OFSI ConList CSV."""
