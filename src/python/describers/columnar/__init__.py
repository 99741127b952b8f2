"""Columnar and statistical files and databases."""
