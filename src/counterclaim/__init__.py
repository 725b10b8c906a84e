"""Who claims what number, on whose word."""
