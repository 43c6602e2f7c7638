"""The generator's world clock (2019-01-01 to 2026-06-30) and the ways systems write dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache, lru_cache

import numpy as np

from scv.demo import text
from scv.demo.dice import Dice, Ints
from scv.demo.text import Text

_EPOCH = date(1970, 1, 1)
DAY = 86_400


def day(year: int, month: int, of_month: int) -> int:
    """The number of days from 1970-01-01 to a date."""
    return (date(year, month, of_month) - _EPOCH).days


START = day(2019, 1, 1)
END = day(2026, 6, 30)
NEVER = day(2099, 1, 1)
_FIRST_WRITTEN = day(1900, 1, 1)
_LAST_WRITTEN = day(2029, 12, 31)
_MONTHS = "January February March April May June July August September October November December".split()
_WEEKDAYS = "Mon Tue Wed Thu Fri Sat Sun".split()


def _month(d: date) -> str:
    return _MONTHS[d.month - 1]


def _ordinal(number: int) -> str:
    ending = "th" if 10 < number < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


DAY_FORMS: dict[str, Callable[[date], str]] = {
    "iso": lambda d: d.isoformat(),
    "dmy": lambda d: f"{d.day:02}/{d.month:02}/{d.year}",
    "mdy": lambda d: f"{d.month:02}/{d.day:02}/{d.year}",
    "dmy_short": lambda d: f"{d.day}/{d.month}/{d.year % 100:02}",
    "dmy_dots": lambda d: f"{d.day:02}.{d.month:02}.{d.year}",
    "dmy_dashes": lambda d: f"{d.day:02}-{d.month:02}-{d.year}",
    "d_mon_yy": lambda d: f"{d.day:02}-{_month(d)[:3]}-{d.year % 100:02}",
    "d_mon_yyyy": lambda d: f"{d.day} {_month(d)[:3]} {d.year}",
    "long": lambda d: f"{d.day} {_month(d)} {d.year}",
    "ordinal": lambda d: f"{_ordinal(d.day)} {_month(d)} {d.year}",
    "month_first": lambda d: f"{_month(d)} {d.day}, {d.year}",
    "compact": lambda d: f"{d.day:02}{d.month:02}{d.year}",
    "mail": lambda d: f"{_WEEKDAYS[d.weekday()]}, {d.day:02} {_month(d)[:3]} {d.year}",
}


@cache
def _days_written(form: str) -> Text:
    write = DAY_FORMS[form]
    return text.column([write(_EPOCH + timedelta(days=number)) for number in range(_FIRST_WRITTEN, _LAST_WRITTEN + 1)])


@cache
def _times_written(seconds: bool) -> Text:
    if seconds:
        return text.column([f"{s // 3600:02}:{s // 60 % 60:02}:{s % 60:02}" for s in range(DAY)])
    return text.column([f"{m // 60:02}:{m % 60:02}" for m in range(1440)])


def days_text(days: Ints, form: str) -> Text:
    """Days written in one of DAY_FORMS; days out of range (NEVER) are null."""
    place = days - _FIRST_WRITTEN
    return text.take(_days_written(form), np.where(days > _LAST_WRITTEN, -1, place))


def clock_text(seconds: Ints, with_seconds: bool = True) -> Text:
    """The time of day of timestamps, as 09:30:12 or 09:30."""
    of_day = seconds % DAY
    return text.take(_times_written(with_seconds), of_day if with_seconds else of_day // 60)


def stamp(seconds: Ints, form: str, sep: str = " ", with_seconds: bool = True) -> Text:
    """Timestamps as a day in one of DAY_FORMS and a time; beyond the world's end they are null."""
    written = text.join(days_text(seconds // DAY, form), sep, clock_text(seconds, with_seconds))
    return text.keep(seconds < NEVER * DAY, written)


def iso_utc(seconds: Ints) -> Text:
    """Timestamps as 2024-03-01T12:33:10Z."""
    return text.join(stamp(seconds, "iso", "T"), text.keep(seconds < NEVER * DAY, "Z"))


def summer_offset(seconds: Ints) -> Ints:
    """3,600 from April to October (British Summer Time by whole months), else 0."""
    month = (seconds // DAY).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12
    return np.where((month >= 3) & (month <= 9), 3600, 0).astype(np.int64)


def season_weights() -> Ints:
    """How busy each day of the world is: December and November most, weekends a little more."""
    days = np.arange(START, END + 1)
    month = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12
    by_month = np.array([85, 80, 90, 95, 95, 90, 85, 85, 95, 110, 160, 210], dtype=np.int64)
    return by_month[month] * np.where((days + 3) % 7 >= 5, 125, 100)


@lru_cache(maxsize=1)
def _season_limits() -> Ints:
    return np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(season_weights())])


def seasonal_day(dice: Dice, name: str, first: Ints, last: Ints) -> Ints:
    """A day from first to last, busy days more likely."""
    limits = _season_limits()
    low = limits[np.clip(first - START, 0, END - START)]
    high = limits[np.clip(last + 1 - START, 1, END - START + 1)]
    target = low + dice.below(name, len(first), np.maximum(high - low, 1))
    return START + np.searchsorted(limits, target, side="right").astype(np.int64) - 1


_HOURS_OF_DAY = np.array(
    [6, 3, 2, 1, 1, 2, 8, 20, 40, 60, 70, 75, 80, 70, 60, 60, 65, 70, 75, 85, 90, 70, 40, 15], dtype=np.int64
)


def moment(dice: Dice, name: str, days: Ints, opens: int = 0, closes: int = 24) -> Ints:
    """A timestamp on each day between two hours, at the times when people are about."""
    hours = np.where((np.arange(24) >= opens) & (np.arange(24) < closes), _HOURS_OF_DAY, 0)
    hour = dice.weighted(f"{name}.hour", len(days), hours)
    return days * DAY + hour * 3600 + dice.below(f"{name}.second", len(days), 3600)
