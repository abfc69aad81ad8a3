"""Work that could run at the same time."""
