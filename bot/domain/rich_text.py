"""Texts with formatting: the few tags of Telegram's HTML that announcements may have, and no others."""

import re
import unicodedata
from html import escape, unescape
from html.parser import HTMLParser
from typing import Final

TAGS: Final = frozenset({"b", "i", "u", "s", "a", "code", "pre", "blockquote", "tg-spoiler"})

_SAME: Final = {"strong": "b", "em": "i", "ins": "u", "strike": "s", "del": "s"}
"""Other names that Telegram has for them."""

_ALONE: Final = frozenset({"code", "pre"})
"""In which no others may stand."""

_UNWANTED: Final = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_LINK: Final = re.compile(r"https?://[^\s\"<>]+", re.IGNORECASE)
_TAG: Final = re.compile(r"<[^>]+>")


def clean(text: str) -> str:
    """A text without markup, as it is kept: NFC, without control characters and without those that steer direction
    beyond themselves. It begins with no combining mark, which would change the tag before it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = unicodedata.normalize("NFC", _UNWANTED.sub("", unicodedata.normalize("NFC", text)))
    while text and unicodedata.category(text[0]).startswith("M"):
        text = text[1:].lstrip()
    return text


def as_html(text: str) -> str:
    """A text without markup as HTML that shows it as it is."""
    return escape(clean(text), quote=False)


def opening(tag: str, address: str | None = None) -> str:
    """The beginning of a tag; `address`: that of a link."""
    return f"<{tag}>" if address is None else f'<{tag} href="{escape(address)}">'


def is_address(text: str) -> bool:
    """Whether a link may lead there: http and https, and nothing that runs or writes."""
    return _LINK.fullmatch(text) is not None


def plain(html: str) -> str:
    """What HTML of ours shows, without its markup."""
    return unescape(_TAG.sub("", html))


def checked(html: str) -> str | None:
    """HTML that somebody has typed, as Telegram takes it: tags of ours, closed where they were opened. None where it is
    anything else: then it is a text in which a "<" stands."""
    reader = _Reader()
    try:
        reader.feed(html.strip())
        reader.close()
    except _NoneOfOursError:
        return None
    return None if reader.opened else "".join(reader.read).strip()


class _NoneOfOursError(Exception):
    """A tag that announcements do not have, or that is closed where it was not opened."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.read: list[str] = []
        self.opened: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = _SAME.get(tag, tag)
        attributes = dict(attrs)
        address = attributes.pop("href", None) if name == "a" else None
        if name not in TAGS or attributes or name in self.opened or _ALONE & set(self.opened):
            raise _NoneOfOursError
        if name == "a" and (address is None or not is_address(address)):
            raise _NoneOfOursError
        self.opened.append(name)
        self.read.append(opening(name, address))

    def handle_endtag(self, tag: str) -> None:
        name = _SAME.get(tag, tag)
        if not self.opened or self.opened.pop() != name:
            raise _NoneOfOursError
        self.read.append(f"</{name}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        raise _NoneOfOursError

    def handle_data(self, data: str) -> None:
        self.read.append(as_html(data))

    def handle_comment(self, data: str) -> None:
        raise _NoneOfOursError

    def handle_decl(self, decl: str) -> None:
        raise _NoneOfOursError

    def handle_pi(self, data: str) -> None:
        raise _NoneOfOursError

    def unknown_decl(self, data: str) -> None:
        raise _NoneOfOursError
