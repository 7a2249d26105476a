"""The kinds of value that the content pack is made of, and what each of them refuses.

A value that is refused says what is wrong and what would be right, in words for the people who write packs. Some
checks need to know more than the value; they look it up in the validation context, and pass where it is absent:
`default_language` (of a plain string), `timezone` (of a time written without one), `languages` and `countries`
(the codes that exist).
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any, Final
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, AnyHttpUrl, BeforeValidator, Strict, ValidationInfo
from pydantic_core import PydanticCustomError

Moment = date | datetime
"""A day (all day), or an aware instant."""

ID = re.compile(r"[a-z0-9-]{1,32}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}(?P<time>[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:?\d{2})?)?", re.ASCII)
_DURATION = re.compile(r"([1-9]\d{0,4})([dh])", re.ASCII)
_YEARS = range(1900, 2200)
_LONGEST = timedelta(days=366)


def refusal(wrong: str, remedy: str, *, given: str | None = None, known: Iterable[str] = ()) -> PydanticCustomError:
    """The error of a refused value; `given` and `known` let a report suggest what was perhaps meant."""
    context = {"wrong": wrong, "remedy": remedy, "given": given, "known": sorted(known)}
    return PydanticCustomError("content", "{wrong}: {remedy}", context)


def kind_of(value: object) -> str:
    """What a value is, in words."""
    match value:
        case None:
            return "empty"
        case bool():
            return "a yes or no"
        case int() | float():
            return "a number"
        case str():
            return "a text"
        case dict():
            return "a group of fields"
        case list() | tuple():
            return "a list"
        case _:
            return "something else"


def _known(info: ValidationInfo, what: str) -> frozenset[str] | None:
    known = (info.context or {}).get(what)
    return None if known is None else frozenset(known)


def _string(value: Any, example: str) -> str:
    if not isinstance(value, str):
        raise refusal(f"this is {kind_of(value)}", f"write a text, like {example}; quote it if it looks like a number")
    return value


_UNSHOWN: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""The control characters (category Cc) but the line feed and the tab."""


def prose(value: Any) -> str:
    """A text as it is kept: trimmed, in NFC, not empty, without control characters."""
    text = unicodedata.normalize("NFC", _string(value, '"Brussels"')).strip()
    if not text:
        raise refusal("the text is empty", "write the text, or leave the field out")
    if _UNSHOWN.search(text):
        raise refusal("the text holds a character that cannot be shown", "delete it, or type the text again")
    return text


def within(text: str, limit: int) -> PydanticCustomError | None:
    """What is wrong with the length of a text, if anything."""
    if len(text) <= limit:
        return None
    return refusal(f"the text is too long ({len(text):,} characters)", f"use at most {limit:,} characters")


def _short(value: Any) -> str:
    text = prose(value)
    if error := within(text, 200):
        raise error
    return text


def _id(value: Any) -> str:
    text = _string(value, "brussels-2023")
    if not ID.fullmatch(text):
        raise refusal(f"“{text}” cannot be an id", "use 1 to 32 of the letters a-z, digits and “-”, like brussels-2023")
    return text


def _reference(value: Any) -> str:
    return _string(value, "seee")


def _country(value: Any, info: ValidationInfo) -> str:
    text = _string(value, "GE")
    known = _known(info, "countries")
    if not re.fullmatch(r"[A-Z]{2}", text) or (known is not None and text not in known):
        raise refusal(
            f"“{text}” is not a country that this program knows",
            "use the two capital letters of ISO 3166-1, like GE for Georgia",
            given=text.upper(),
            known=known or (),
        )
    return text


def _language(value: Any) -> str:
    text = _string(value, "en")
    if not re.fullmatch(r"[a-z]{2,3}", text):
        raise refusal(f"“{text}” is not a language code", "use two or three small letters, like en or fr")
    return text


def _pack_language(value: Any, info: ValidationInfo) -> str:
    known = _known(info, "languages")
    if known is None:
        return _language(value)
    text = _string(value, "en")
    if text not in known:
        raise refusal(
            f"“{text}” is not a language of this program",
            f"use one of {', '.join(sorted(known))}",
            given=text,
            known=known,
        )
    return text


def _zone(value: Any) -> str:
    text = _string(value, "Europe/Brussels")
    try:
        ZoneInfo(text)
    except (KeyError, ValueError, OSError):
        raise refusal(
            f"there is no time zone “{text}”",
            "write continent and city in English, like Europe/Brussels",
            given=text,
            known=available_timezones(),
        ) from None
    return text


def _parse(value: Any) -> Moment:
    if isinstance(value, date):  # a datetime is one too
        moment: Moment = value
    else:
        match = _MOMENT.fullmatch(value) if isinstance(value, str) else None
        try:
            if match is None:
                raise ValueError
            moment = datetime.fromisoformat(value) if match["time"] else date.fromisoformat(value)
        except ValueError:
            shown = f"“{value}”" if isinstance(value, str | int | float) else f"this ({kind_of(value)})"
            raise refusal(
                f"{shown} is not a date or time",
                "write 2023-06-14 for a whole day, or 2023-06-14T09:00 for a time (year-month-day)",
            ) from None
    if moment.year not in _YEARS:
        raise refusal(f"the year {moment.year} cannot be meant", "write the year with four digits, like 2023")
    return moment


def moment_in(value: Any, zone: str) -> Moment:
    """A day as it is, or an instant in `zone` (an IANA name), from ISO 8601; a time without a zone is read there.

    Raises PydanticCustomError where it is neither, and where the clocks skip that time.
    """
    moment = _parse(value)
    if not isinstance(moment, datetime):
        return moment
    place = ZoneInfo(zone)
    if moment.tzinfo is not None:
        return moment.astimezone(place)
    local = moment.replace(tzinfo=place)
    if local.astimezone(UTC).astimezone(place).replace(tzinfo=None) != moment:
        raise refusal(
            f"{moment:%H:%M} does not exist on that day in {zone}: the clocks go forward over it",
            "write a time before or after it",
        )
    return local


def _moment(value: Any, info: ValidationInfo) -> Moment:
    parsed = _parse(value)
    if not isinstance(parsed, datetime):
        return parsed
    if parsed.tzinfo is not None:
        return parsed
    zone = (info.context or {}).get("timezone")
    if zone is None:
        raise refusal("the time has no time zone", "add one, like 2023-06-14T09:00+02:00")
    return moment_in(parsed, zone)


def _in_utc(value: Moment) -> Moment:
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def _day(value: Any) -> date:
    moment = _parse(value)
    if isinstance(moment, datetime):
        raise refusal("a day is expected here, without a time", "write it like 2023-06-14")
    return moment


def _https(value: Any) -> Any:
    text = str(value) if isinstance(value, AnyHttpUrl) else value
    if not isinstance(text, str) or not re.match(r"https://[^\s/@]+\.[^\s/@]+(/\S*)?$", text):
        raise refusal(
            "this is not a secure web address",
            "write the whole address, beginning with https://, like https://example.org/agenda",
        )
    return text


def _email(value: Any) -> str:
    text = _short(value)
    if not re.fullmatch(r"[^\s@<>]+@[^\s@<>.]+(\.[^\s@<>.]+)+", text):
        raise refusal(f"“{text}” is not an e-mail address", "write it like name@example.org")
    return text


def _phone(value: Any) -> str:
    text = _string(value, '"+32 2 000 00 00"').strip()
    if not re.fullmatch(r"\+?[\d ()/.-]{5,30}", text, re.ASCII):
        raise refusal(f"“{text}” is not a telephone number", 'write it with its country code, like "+32 2 000 00 00"')
    return text


def _domain(value: Any) -> str:
    text = _string(value, "example.org").lower()
    if not re.fullmatch(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,}", text):
        raise refusal(f"“{text}” is not the name of a web site", "write it without https://, like example.org")
    return text


def duration(text: str) -> timedelta:
    """How long `30d` or `48h` is; ValueError where it is neither."""
    match = _DURATION.fullmatch(text)
    if match is None:
        raise ValueError(f"not a duration: {text!r}")
    count = int(match[1])
    return timedelta(days=count) if match[2] == "d" else timedelta(hours=count)


def _duration(value: Any) -> str:
    shown = f"“{value}”" if isinstance(value, str | int | float) else f"this ({kind_of(value)})"
    remedy = "write a number of days or hours, like 30d or 48h, up to a year"
    try:
        if not isinstance(value, str) or duration(value) > _LONGEST:
            raise ValueError
    except ValueError:
        raise refusal(f"{shown} is not a length of time", remedy) from None
    return value


def _limits(low: int, high: int) -> Callable[[int], int]:
    def check(number: int) -> int:
        if not low <= number <= high:
            raise refusal(f"{number} cannot be meant", f"write a whole number from {low} to {high:,}")
        return number

    return check


Id = Annotated[str, BeforeValidator(_id)]
Reference = Annotated[str, BeforeValidator(_reference)]
"""The id of something else in the pack; that it exists is one of the rules on the whole pack."""
Country = Annotated[str, BeforeValidator(_country)]
"""ISO 3166-1 alpha-2."""
Language = Annotated[str, BeforeValidator(_language)]
PackLanguage = Annotated[str, BeforeValidator(_pack_language)]
"""A language in which the program speaks, and so the pack."""
Prose = Annotated[str, BeforeValidator(prose)]
Short = Annotated[str, BeforeValidator(_short)]
Zone = Annotated[str, BeforeValidator(_zone)]
PackMoment = Annotated[Moment, BeforeValidator(_moment)]
Instant = Annotated[Moment, BeforeValidator(_moment), AfterValidator(_in_utc)]
"""As PackMoment, with an instant in UTC: for what takes place nowhere."""
Day = Annotated[date, BeforeValidator(_day)]
Link = Annotated[AnyHttpUrl, BeforeValidator(_https)]
Email = Annotated[str, BeforeValidator(_email)]
Phone = Annotated[str, BeforeValidator(_phone)]
Domain = Annotated[str, BeforeValidator(_domain)]
Duration = Annotated[str, BeforeValidator(_duration)]
Year = Annotated[int, Strict(), AfterValidator(_limits(1900, 2199))]
Count = Annotated[int, Strict(), AfterValidator(_limits(1, 1_000_000))]
