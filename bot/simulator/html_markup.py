"""Telegram's HTML: a short list of tags, and refusals that name the byte where it went wrong."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from bot.simulator.errors import ApiError, bad_request
from bot.simulator.links import BadLinkError, check_link, user_of_link
from bot.simulator.spans import Span

STYLE_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
_TAGS = frozenset(STYLE_TAGS) | {"a", "code", "pre", "blockquote", "tg-emoji", "tg-time"}
# The seconds that a date may lie ahead.
FARTHEST_DATE = 1098 * 86400

_SPACE = " \t\r\n\x00\v\f"
_STOP = re.compile("[<&]")
_NAME = re.compile(f"[^{_SPACE}>]*")
_ATTRIBUTE = re.compile(f"[^{_SPACE}=>]*")
_GAP = re.compile(f"[{_SPACE}]*")
_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
_REFERENCE = re.compile(r"&(?:#x(?P<hex>[0-9A-Fa-f]+)|#(?P<dec>[0-9]+)|(?P<name>lt|gt|amp|quot)(?![A-Za-z]));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_FORMAT = re.compile(r"r|[tTdDwW]*")


class _Open(NamedTuple):
    tag: str
    attributes: dict[str, str]
    start: int
    piece: int


def parse_html(
    source: str, user: Callable[[int], dict[str, Any] | None] = lambda _: None, now: float = 0
) -> tuple[str, list[Span]]:
    """The plain text and its spans (unsorted).

    `user` gives the User object of a mentioned id, `now` the unix time that dates are held against.
    ApiError 400 "can't parse entities: …" for anything that is not Telegram's HTML.
    """
    return _Parser(source, user, now).run()


class _Parser:
    def __init__(self, source: str, user: Callable[[int], dict[str, Any] | None], now: float) -> None:
        self.source = source
        self.user = user
        self.now = now
        self.pieces: list[str] = []
        self.length = 0
        self.open: list[_Open] = []
        self.spans: list[Span] = []

    def run(self) -> tuple[str, list[Span]]:
        source, at = self.source, 0
        while (stop := _STOP.search(source, at)) is not None:
            self._add(source[at : stop.start()])
            at = stop.start()
            if source[at] == "&":
                letter, at = _reference(source, at)
                self._add(letter)
            elif source.startswith("</", at):
                at = self._close(at)
            else:
                at = self._start(at)
        self._add(source[at:])
        if self.open:
            raise _refuse(f"Can't find end tag corresponding to start tag {self.open[-1].tag}")
        text = "".join(self.pieces)
        try:
            text.encode()
        except UnicodeEncodeError:
            raise _refuse(
                "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched "
                "surrogate code units"
            ) from None
        # A code's language serves only to make a `pre` of it.
        return text, [span._replace(extra={}) if span.kind == "code" else span for span in self.spans]

    def _add(self, text: str) -> None:
        if text:
            self.pieces.append(text)
            self.length += len(text)

    def _byte(self, at: int) -> int:
        return len(self.source[:at].encode())

    def _peek(self, at: int) -> str:
        """The letter there; "" at the end of the text."""
        return self.source[at : at + 1]

    def _start(self, begin: int) -> int:
        source = self.source
        match = _NAME.match(source, begin + 1)
        assert match is not None
        tag, at = match.group().lower(), match.end()
        if not self._peek(at):
            raise _refuse(f"Unclosed start tag at byte offset {self._byte(begin)}")
        if tag not in _TAGS:
            raise _refuse(f'Unsupported start tag "{tag}" at byte offset {self._byte(begin)}')
        attributes: dict[str, str] = {}
        while True:
            at = _skip(source, at)
            if self._peek(at) == ">":
                break
            if not self._peek(at):
                raise _refuse(f"Unclosed start tag at byte offset {self._byte(begin)}")
            at = self._attribute(tag, begin, at, attributes)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _refuse(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(begin)}')
        self.open.append(_Open(tag, attributes, self.length, len(self.pieces)))
        return at + 1

    def _attribute(self, tag: str, begin: int, at: int, attributes: dict[str, str]) -> int:
        source = self.source
        match = _ATTRIBUTE.match(source, at)
        assert match is not None
        name, at = match.group(), _skip(source, match.end())
        if not name:
            raise _refuse(f'Empty attribute name in the tag "{tag}" at byte offset {self._byte(begin)}')
        if self._peek(at) != "=":
            if tag == "blockquote" and name.lower() == "expandable" and self._peek(at):
                attributes["expandable"] = ""
                return at
            raise _refuse(
                f'Expected equal sign in declaration of an attribute of the tag "{tag}" '
                f"at byte offset {self._byte(begin)}"
            )
        at = _skip(source, at + 1)
        quote = self._peek(at)
        if not quote:
            raise _refuse(f'Unclosed start tag "{tag}" at byte offset {self._byte(begin)}')
        if quote in "'\"":
            value, at = _quoted(source, at + 1, quote)
        else:
            token = _TOKEN.match(source, at)
            assert token is not None
            if (following := self._peek(token.end())) and following not in _SPACE and following != ">":
                raise _refuse(f"Unexpected end of name token at byte offset {self._byte(at)}")
            value, at = token.group().lower(), token.end()
        if not self._peek(at):
            raise _refuse(f"Unclosed start tag at byte offset {self._byte(begin)}")
        attributes[name] = value
        return at

    def _close(self, begin: int) -> int:
        if not self.open:
            raise _refuse(f"Unexpected end tag at byte offset {self._byte(begin)}")
        match = _NAME.match(self.source, begin + 2)
        assert match is not None
        found, at = match.group().lower(), _skip(self.source, match.end())
        if self._peek(at) != ">":
            raise _refuse(f"Unclosed end tag at byte offset {self._byte(begin)}")
        opened = self.open.pop()
        if found and found != opened.tag:
            raise _refuse(
                f'Unmatched end tag at byte offset {self._byte(begin)}, expected "</{opened.tag}>", found "</{found}>"'
            )
        if self.length > opened.start:
            self._span(opened)
        return at + 1

    def _span(self, opened: _Open) -> None:
        tag, given = opened.tag, opened.attributes
        start, end = opened.start, self.length
        if tag in STYLE_TAGS:
            self.spans.append(Span(start, end, STYLE_TAGS[tag]))
        elif tag == "blockquote":
            kind = "expandable_blockquote" if "expandable" in given else "blockquote"
            self.spans.append(Span(start, end, kind))
        elif tag in ("pre", "code"):
            self._verbatim(tag, start, end, given.get("class", ""))
        elif tag == "a":
            self._link(start, end, given.get("href") or "".join(self.pieces[opened.piece :]))
        elif tag == "tg-emoji":
            emoji = given.get("emoji-id", "")
            if not re.fullmatch(r"-?[0-9]{1,19}", emoji) or int(emoji) == 0:
                raise _refuse("Invalid custom emoji identifier specified")
            self.spans.append(Span(start, end, "custom_emoji", {"custom_emoji_id": emoji}))
        else:
            self._time(start, end, given.get("unix", ""), given.get("format", ""))

    def _verbatim(self, tag: str, start: int, end: int, style: str) -> None:
        language = style.removeprefix("language-") if tag == "code" and style.startswith("language-") else ""
        inner = self.spans[-1] if self.spans else None
        same = inner is not None and (inner.start, inner.end) == (start, end)
        if inner is not None and same and {inner.kind, tag} == {"pre", "code"}:
            known = inner.extra.get("language", "") or language
            if known:
                self.spans[-1] = Span(start, end, "pre", {"language": known})
                return
        self.spans.append(Span(start, end, tag, {"language": language} if language else {}))

    def _link(self, start: int, end: int, address: str) -> None:
        mentioned = user_of_link(address)
        if mentioned is not None:
            user = self.user(mentioned)
            if user is not None:
                self.spans.append(Span(start, end, "text_mention", {"user": user}))
            return
        try:
            self.spans.append(Span(start, end, "text_link", {"url": check_link(address)}))
        except BadLinkError:
            return  # Telegram shows the words of a bad link as plain text.

    def _time(self, start: int, end: int, unix: str, style: str) -> None:
        moment = int(unix) if re.fullmatch(r"[0-9]{1,15}", unix) else 0
        if moment <= 0:
            return
        span = date_span(start, end, moment, style, self.now)
        self.spans.append(span)


def date_span(start: int, end: int, moment: int, style: str, now: float) -> Span:
    """The span of a date; ApiError 400 for a format or an instant that Telegram does not take."""
    if not _FORMAT.fullmatch(style):
        raise _refuse("Invalid date-time format specified")
    if moment <= 0 or moment > now + FARTHEST_DATE:
        raise _refuse("Invalid date specified")
    extra: dict[str, Any] = {"unix_time": moment}
    if style:
        extra["date_time_format"] = style
    return Span(start, end, "date_time", extra)


def _refuse(text: str) -> ApiError:
    return bad_request(f"can't parse entities: {text}")


def _skip(source: str, at: int) -> int:
    match = _GAP.match(source, at)
    assert match is not None
    return match.end()


def _reference(source: str, at: int) -> tuple[str, int]:
    """The letter that a reference stands for, and where it ends; an ampersand that starts none is itself."""
    match = _REFERENCE.match(source, at)
    if match is None:
        return "&", at + 1
    if name := match["name"]:
        return _NAMED[name], match.end()
    digits, base = (match["hex"], 16) if match["hex"] else (match["dec"], 10)
    length = match.end() - at - match.group().endswith(";")
    code = int(digits, base) if length < 10 else 0
    if not 0 < code < 0x10FFFF:
        return "&", at + 1
    return chr(code), match.end()


def _quoted(source: str, at: int, quote: str) -> tuple[str, int]:
    """A quoted value with its references read, and the position after the closing quote (or the end)."""
    close = source.find(quote, at)
    raw, end = (source[at:], len(source)) if close < 0 else (source[at:close], close + 1)
    if "&" in raw:
        value, position = [], 0
        while position < len(raw):
            if raw[position] == "&":
                letter, position = _reference(raw, position)
            else:
                letter, position = raw[position], position + 1
            value.append(letter)
        raw = "".join(value)
    return raw, end
