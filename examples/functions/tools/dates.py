"""Times in time zones, and days on which people work."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

SATURDAY = 5


def convert_time(moment: datetime, zone: str, into: str) -> datetime:
    """Tell what the clocks of another time zone show at a moment.

    :param moment: A date and time; one with an offset of its own keeps it, and `zone` is not used.
    :param zone: Where the clock stands that shows `moment`, such as Europe/Berlin.
    :param into: Where the other clock stands, such as America/New_York.
    """
    known = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))
    return known.astimezone(ZoneInfo(into))


def add_business_days(start: date, days: int, holidays: frozenset[date] = frozenset()) -> date:
    """Find the day that lies a number of working days after another.

    :param start: The day to count from; it may be a holiday itself.
    :param days: How many working days later; 0 gives `start` as it is.
    :param holidays: Days from Monday to Friday on which nobody works.
    """
    day = start
    for _ in range(days):
        day += timedelta(days=1)
        while day.weekday() >= SATURDAY or day in holidays:
            day += timedelta(days=1)
    return day
