"""Scientific files."""
