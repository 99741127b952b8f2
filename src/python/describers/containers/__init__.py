"""The containers that office files of all kinds stand in, checked before any parser reads them."""
