"""`sanctionscreen lists`: commands on lists and the store."""
