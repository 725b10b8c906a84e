"""How claims stand to one another."""
