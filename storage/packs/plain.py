"""A pack → what people write: plain values, in the order of the format, without what goes without saying."""

from collections.abc import Sequence
from datetime import datetime
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import AnyHttpUrl, BaseModel

from bot.domain.content import Pack
from bot.domain.content_text import Text, Words
from bot.domain.meetings import Meeting


def plain(pack: Pack, languages: Sequence[str]) -> dict[str, Any]:
    """Maps, lists, texts, numbers, true and false, days, and times without a zone where they are in that of their
    meeting (the pack's, where they are in none). Texts and lists of words are maps by language, in the order of
    `languages`. Defaults and what is empty are left out; a pack that is read from this is the same.
    """
    data = {"schema": pack.schema_, **_fields(pack, pack.timezone, languages)}
    for meeting in data.get("meetings", ()):
        if meeting["timezone"] == pack.timezone:
            del meeting["timezone"]
    return data


def _fields(part: BaseModel, zone: str, languages: Sequence[str]) -> dict[str, Any]:
    written = {}
    for name, field in type(part).model_fields.items():
        value = getattr(part, name)
        if field.is_required() or value not in (None, field.default):
            below = _value(value, zone, languages)
            if below not in ({}, []):
                written[name] = below
    return written


def _value(value: Any, zone: str, languages: Sequence[str]) -> Any:
    match value:
        case Text():
            return {language: value.root[language] for language in _in_order(value.root, languages)}
        case Words():
            return {key: list(value.root[key]) for key in _in_order(value.root, languages) if value.root[key]}
        case Meeting():
            return _fields(value, value.timezone, languages)
        case BaseModel():
            return _fields(value, zone, languages)
        case dict():
            keys = [key for key in type(next(iter(value))) if key in value] if value else []
            return {key.value: _value(value[key], zone, languages) for key in keys}
        case tuple():
            return [_value(each, zone, languages) for each in value]
        case Enum():
            return value.value
        case AnyHttpUrl():
            return str(value)
        case datetime():
            local = value.astimezone(ZoneInfo(zone))
            # When the clocks go back an hour comes twice; the second needs its offset to be told from the first.
            return local.isoformat() if local.fold else local.replace(tzinfo=None)
        case _:
            return value


def _in_order(known: Sequence[str] | dict[str, Any], languages: Sequence[str]) -> list[str]:
    return sorted(known, key=lambda key: languages.index(key) if key in languages else len(languages))
