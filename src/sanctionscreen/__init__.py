"""Tells whether a party, whatever it calls itself today, is one that was designated, and shows how it knows."""
