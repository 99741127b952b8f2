"""Finds where in a grid of cells a table stands: one implementation for delimited files and sheets."""
