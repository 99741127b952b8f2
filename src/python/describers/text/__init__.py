"""Texts, logs, pages and rich text."""
