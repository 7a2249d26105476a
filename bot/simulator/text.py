"""What becomes of a text on its way through Telegram: cleaning, trimming, and the entities it finds itself."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.simulator.errors import bad_request
from bot.simulator.spans import HIDDEN, Span, normalise, to_entities

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024

_BLANK = " \n"
_TO_BLANK = {code: " " for code in range(32) if code not in (10, 13)}
_REMOVED = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")
_CONTROL = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f]")
_MARK_RUN = re.compile("[\u200e\u200f](?=[\u200e\u200f])")

_DETECTED = re.compile(
    r"(?P<email>(?<![\w.+-])[\w.+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,24}\b)"
    r"|(?P<url>(?<![\w@/.-])(?:https?://[^\s<>\"\u2066-\u2069]{3,}|tg://[a-z]+[^\s<>\"\u2066-\u2069]*"
    r"|(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:com|org|net|int|edu|gov|info|io|me|eu|ge|ma|jo|kz)\b"
    r"(?:/[^\s<>\"\u2066-\u2069]*)?))"
    r"|(?P<bot_command>(?<![\w/<>@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>]))"
    r"|(?P<mention>(?<![\w@])@[A-Za-z0-9_]{4,32}(?![\w@]))"
    r"|(?P<hashtag>(?<![\w#])#(?=\w*[^\W\d])\w{1,256})",
    re.IGNORECASE,
)
_WORTH_LOOKING = re.compile(r"[@/#.]")


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text as Telegram stores it, with its entities in UTF-16 units."""

    text: str
    entities: list[dict[str, Any]]


def check_utf8(text: str) -> None:
    """ApiError 400 where a text holds half of a surrogate pair, which UTF-8 cannot carry."""
    if text.isascii():
        return
    try:
        text.encode()
    except UnicodeEncodeError:
        raise bad_request("strings must be encoded in UTF-8") from None


def clean(text: str) -> str:
    """The letters that survive: no control characters, no embedding marks, no runs of direction marks."""
    return _clean_with_spans(text, [])[0]


def _clean_with_spans(text: str, spans: list[Span]) -> tuple[str, list[Span]]:
    if _CONTROL.search(text):
        text = text.translate(_TO_BLANK)
    if text.isascii() and "\r" not in text:
        return text, spans
    removed = [match.start() for match in _REMOVED.finditer(text)]
    if removed:
        text = _REMOVED.sub("", text)
        spans = [
            span._replace(
                start=span.start - bisect_left(removed, span.start), end=span.end - bisect_left(removed, span.end)
            )
            for span in spans
        ]
    return _MARK_RUN.sub("\u200c", text), spans


def _tighten(text: str, spans: list[Span]) -> list[Span]:
    """Spans that start at a visible letter; those around blanks alone go."""
    kept = []
    for span in spans:
        start, end = span.start, min(span.end, len(text))
        if span.kind not in HIDDEN:
            while start < end and text[start] in _BLANK:
                start += 1
        if start < end:
            kept.append(span._replace(start=start, end=end))
    return kept


def find_spans(text: str) -> list[Span]:
    """Commands, links, addresses, mentions and hashtags that Telegram marks by itself."""
    if not _WORTH_LOOKING.search(text):
        return []
    found = []
    for match in _DETECTED.finditer(text):
        kind = match.lastgroup or ""
        end = match.end()
        if kind == "url":
            end = match.start() + len(match.group().rstrip(".,:;!?)]}'\"…"))
        found.append(Span(match.start(), end, kind))
    return found


def format_text(text: str, spans: Iterable[Span] = ()) -> Formatted:
    """The text cleaned and trimmed with its spans, plus the entities found in it; text "" where nothing is left."""
    check_utf8(text)
    given = list(spans)
    if given:
        given = normalise(given)
    text, given = _clean_with_spans(text, given)
    end = len(text.rstrip(_BLANK))
    if end == 0:
        return Formatted("", [])
    given = normalise(_tighten(text[:end], given))
    start = end - len(text[:end].lstrip(_BLANK))
    if given:
        start = min(start, given[0].start)
    text = text[start:end]
    if start:
        given = [span._replace(start=span.start - start, end=span.end - start) for span in given]
    found = find_spans(text)
    if found:
        given = normalise(given, found)
    return Formatted(text, to_entities(text, given))
