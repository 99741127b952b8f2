"""What a docstring says of a function and of each of its parameters."""
