"""A package of several files that import each other; only one of its functions is a tool."""
