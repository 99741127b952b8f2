"""Types that JSON has its own form of here, made known to pydantic."""
