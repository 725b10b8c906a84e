"""How English tells time: from characters to moments. ``text.when`` finds, ``text.calendar`` places."""
