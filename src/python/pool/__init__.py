"""What a zygote needs beside isolation: its warm imports, the folders of its children, and what a child becomes."""
