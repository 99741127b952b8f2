"""What runs inside Pyodide beside a program. It is loaded as text: nothing of this package is there."""
