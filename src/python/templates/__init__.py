"""Functions that answer common questions about files; a program takes the ones it needs and calls them."""
