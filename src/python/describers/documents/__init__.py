"""Word, OpenDocument, PowerPoint and PDF."""
