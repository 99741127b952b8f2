"""Text with separated fields, and what all tables share."""
