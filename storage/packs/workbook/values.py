"""What a cell holds → what a field is read from."""

import re
from datetime import date, datetime, time, timedelta

from storage.packs.tree import Scalar
from storage.packs.workbook.sheets import Kind

Raw = str | int | float | bool | date | datetime | time | timedelta
"""A text is trimmed and not empty; a day is a date, and no datetime."""

_WHOLE = re.compile(r"[-+]?\d{1,18}", re.ASCII)
_DECIMAL = re.compile(r"[-+]?\d{1,18}([.,]\d{1,400})?(e[-+]?\d{1,3})?", re.ASCII | re.IGNORECASE)


def value_of(raw: Raw, kind: Kind) -> Scalar:
    """The value, for its field to take or refuse."""
    if kind in (Kind.WHOLE, Kind.NUMBERS):
        return _whole(raw)
    if kind is Kind.DECIMAL:
        return _decimal(raw)
    if kind is Kind.YES_NO:
        return raw if isinstance(raw, bool) else text_of(raw)
    if kind is Kind.MOMENT and isinstance(raw, int | float) and not isinstance(raw, bool):
        return _shortest(raw)
    return text_of(raw)


def text_of(raw: Raw) -> str:
    """A cell where a text is expected: numbers as one sees them, days and times as the format has them."""
    match raw:
        case str():
            return raw
        case bool():
            return str(raw).upper()
        case int() | float():
            return str(_shortest(raw))
        case datetime():
            return raw.isoformat(timespec="seconds" if raw.second else "minutes")
        case date():
            return raw.isoformat()
        case time():
            return f"{raw:%H:%M:%S}" if raw.second else f"{raw:%H:%M}"
        case timedelta():
            return str(raw)


def _shortest(number: float) -> int | float:
    """Excel has no whole numbers: 3.0 is 3."""
    return int(number) if float(number).is_integer() else number


def _whole(raw: Raw) -> Scalar:
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return _shortest(raw)
    text = text_of(raw)
    return int(text) if _WHOLE.fullmatch(text) else text


def _decimal(raw: Raw) -> Scalar:
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return float(raw)
    text = text_of(raw)
    return float(text.replace(",", ".")) if _DECIMAL.fullmatch(text) else text
