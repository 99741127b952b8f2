"""Mails and calendars."""
