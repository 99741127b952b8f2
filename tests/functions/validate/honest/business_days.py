import calendar
from datetime import date, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo


@lru_cache(maxsize=32)
def easter(year: int) -> date:
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    f = (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    l = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * l) // 451
    month, day = divmod(h + l - 7 * m + 114, 31)
    return date(year, month, day + 1)


def business_days(start: date, end: date, tz: str = "Europe/Berlin") -> int:
    zone = ZoneInfo(tz)
    holidays = {easter(y) + timedelta(days=1) for y in range(start.year, end.year + 1)}
    days = 0
    current = start
    while current <= end:
        if current.weekday() < calendar.SATURDAY and current not in holidays:
            days += 1
        current += timedelta(days=1)
    assert zone is not None
    return days
