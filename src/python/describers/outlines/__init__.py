"""What a page or a document is made of, read once without building it."""
