"""Files that hold other files (office documents, archives, mails), checked before any parser reads them."""
