"""Named like a standard module, inside a package."""

RATES = {"EUR": 1}
