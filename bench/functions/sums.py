"""The function that does nothing worth measuring: what a call of it takes is what calling takes."""


def add(a: int, b: int) -> int:
    """Add two whole numbers."""
    return a + b
