"""Renders and examines Jinja templates, one in a process of its own."""
