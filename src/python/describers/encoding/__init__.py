"""Finds out how the bytes of a text are encoded."""
