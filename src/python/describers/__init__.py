"""Describes input files inside the sandbox, so that a description also proves that the file opens there."""
