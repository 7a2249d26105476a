"""The `entities` parameter: formatting that a bot gives as objects instead of markup."""

from typing import Any

from bot.simulator.errors import bad_request
from bot.simulator.html_markup import date_span
from bot.simulator.links import BadLinkError, check_link
from bot.simulator.params import as_object, as_text
from bot.simulator.spans import QUOTES, STYLES, VERBATIM, Span, utf16_positions
from bot.simulator.stage import Stage

_PLAIN = frozenset(STYLES) | QUOTES | VERBATIM
# Telegram finds these itself and pays no heed to what a bot says of them.
_FOUND = frozenset({"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card"})


def read_entities(text: str, entities: list[Any], stage: Stage) -> list[Span]:
    """Spans in code points; ApiError 400 for an entity that Telegram refuses."""
    positions = utf16_positions(text)
    end = max(positions)
    spans = []
    for raw in entities:
        entity = as_object(raw, "MessageEntity")
        kind = as_text(entity.get("type"), "type")
        if kind in _FOUND:
            continue
        offset, length = _whole(entity, "offset"), _whole(entity, "length")
        if length == 0:
            continue
        if offset >= end or offset + length > end:
            what = "begins" if offset >= end else f"beginning at UTF-16 offset {offset} ends"
            where = offset if offset >= end else offset + length
            raise bad_request(f"entity {what} after the end of the text at UTF-16 offset {where}")
        if offset not in positions or offset + length not in positions:
            raise bad_request(f"entity at UTF-16 offset {offset} begins or ends in a middle of a UTF-16 symbol")
        span = _span(positions[offset], positions[offset + length], kind, entity, stage)
        if span is not None:
            spans.append(span)
    return spans


def _whole(entity: dict[str, Any], name: str) -> int:
    value = entity.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 1_000_000:
        raise bad_request(f"can't parse MessageEntity: receive an entity with incorrect {name} {value}")
    return value


def _span(start: int, end: int, kind: str, entity: dict[str, Any], stage: Stage) -> Span | None:
    if kind == "pre" and isinstance(language := entity.get("language"), str) and language:
        return Span(start, end, "pre", {"language": language})
    if kind in _PLAIN:
        return Span(start, end, kind)
    if kind == "text_link":
        try:
            return Span(start, end, "text_link", {"url": check_link(str(entity.get("url", "")))})
        except BadLinkError as error:
            raise bad_request(f"can't parse MessageEntity: {error}") from None
    if kind == "text_mention":
        user_id = as_object(entity.get("user"), "user").get("id")
        chat = stage.chats.get(user_id) if isinstance(user_id, int) else None
        if chat is None or not chat.started:
            return None
        return Span(start, end, "text_mention", {"user": chat.person.as_user()})
    if kind == "custom_emoji":
        return Span(start, end, "custom_emoji", {"custom_emoji_id": str(entity.get("custom_emoji_id", ""))})
    if kind == "date_time":
        moment, style = entity.get("unix_time"), entity.get("date_time_format") or ""
        return date_span(
            start, end, moment if isinstance(moment, int) else 0, str(style), stage.clock.now().timestamp()
        )
    raise bad_request("can't parse MessageEntity: Unsupported type specified")
