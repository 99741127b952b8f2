"""Runs one program as `__main__` of an already locked process."""
