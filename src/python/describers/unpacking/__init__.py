"""Unpacks archives inside the sandbox, into a folder from which the supervisor takes the regular files."""
