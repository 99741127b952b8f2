"""Kernel isolation for one process, in plain Python and ctypes: no compiled code, no root, no container runtime."""
