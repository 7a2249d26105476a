"""What the functions of this room work with: the reader's words, and the part of the pack that they may see."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, TypeVar

from markupsafe import Markup, escape

from bot.domain.actions import (
    Action,
    Ask,
    AskAccess,
    AskSecretariat,
    Invite,
    ShowHelp,
    ShowMeetings,
    ShowRequests,
    ShowRoadmaps,
    ShowSettings,
    TellWhenPublished,
    encode,
)
from bot.domain.content import Pack
from bot.domain.content_parts import Source
from bot.domain.content_text import Text
from bot.domain.exchange import Button, Rows
from bot.domain.policy import Right, may
from bot.domain.publication import lacking
from bot.ports import Reader
from bot.render.bidi import FSI, PDI, clean, isolated_line, marked_plain
from bot.render.dates import Dates
from bot.render.languages import Language, Names
from bot.render.wording import Wording

LONGEST_LABEL: Final = 40
"""Characters of a button's label."""

_Text = TypeVar("_Text", str, Markup)

_SOUND_I: Final = re.compile(r"h?[iíIÍ](?!e)", re.IGNORECASE)
_SOUND_O: Final = re.compile(r"h?[oó]", re.IGNORECASE)


@dataclass(frozen=True)
class Draft:
    """A text as paragraphs of HTML, with the buttons beneath it."""

    paragraphs: Sequence[Markup]
    rows: Rows = ()


@dataclass(frozen=True)
class Context:
    """One reader at one instant; `pack` is what they may see of it."""

    words: Wording
    names: Names
    dates: Dates
    languages: dict[str, Language]
    reader: Reader
    pack: Pack
    now: datetime
    named: list[str] = field(default_factory=list)
    """The titles of the sources that were named so far."""

    def title(self, text: Text) -> str:
        """A short text of the pack in the reader's language, else in another."""
        return text.choose(self.words.language)[1]

    def body(self, text: Text) -> Markup:
        """A longer text of the pack, line by line; where the reader's language is missing, with a note of which it
        is in."""
        language, found = text.choose(self.words.language)
        body = escape("\n".join(isolated_line(line, self.words.right_to_left) for line in clean(found).split("\n")))
        if language == self.words.language:
            return body
        note = self.words.html("content.in_language", language=self.names.language(language))
        return Markup("{}\n{}").format(note, body)

    def link(self, url: object, title: str) -> Markup:
        """A title that opens an address."""
        return Markup('<a href="{}">{}</a>').format(str(url), self.words.safe(title))

    def listed(self, items: Iterable[str]) -> Markup:
        """Items, one at least, as one enumeration: A, B and C."""
        return self._enumerated(items, "list.last", "list.last_before_i", _SOUND_I)

    def either(self, items: Iterable[str]) -> Markup:
        """Items, one at least, of which one is meant: A, B or C."""
        return self._enumerated(items, "list.or", "list.or_before_o", _SOUND_O)

    def _enumerated(self, items: Iterable[str], last: str, before_sound: str, sound: re.Pattern[str]) -> Markup:
        shown = [self.words.safe(item) for item in items]
        together, *others = shown
        for following in others[:-1]:
            together = self.words.html("list.more", items=together, next=following)
        if not others:
            return together
        key = before_sound if sound.match(others[-1].striptags()) else last
        return self.words.html(key, items=together, next=others[-1])

    def sources(self, *sources: Source | None) -> Markup:
        """The last lines of an answer: where it comes from, each source once; nothing where none is named."""
        named: list[Markup] = []
        for source in sources:
            if source is not None and (shown := self._source(source)) not in named:
                named.append(shown)
                self.named.append(self.title(source.title))
        if not named:
            return Markup()
        if len(named) == 1:
            return self.words.html("source.one", source=named[0])
        entries = (self.words.html("source.entry", source=source) for source in named)
        return lines(self.words.html("source.several"), *entries)

    def _source(self, source: Source) -> Markup:
        title = self.title(source.title)
        shown = self.words.safe(title) if source.url is None else self.link(source.url, title)
        if source.date is None:
            return shown
        return self.words.html("source.dated", source=shown, date=self.dates.day(source.date))

    def button(self, key: str, action: Action) -> Button:
        """A button whose label is a text of the catalogue."""
        return self.labelled(self.words.plain(key), action)

    def labelled(self, label: str, action: Action) -> Button:
        """A button with a label that is made already."""
        return Button(self.label(label), encode(action))

    def label(self, text: str) -> str:
        """A text of this language, or a value made ready by `words.value`, cut to what fits on a button."""
        if len(text) > LONGEST_LABEL:
            cut = text[: LONGEST_LABEL - 2]
            whole, _, rest = cut.rpartition(" ")
            text = (whole if len(rest) < len(cut) // 3 else cut).rstrip(" –-:,") + "…"
            text += PDI * (text.count(FSI) - text.count(PDI))
        return marked_plain(text) if self.words.right_to_left else text

    def gone(self) -> Draft:
        """What is said of a part of the pack that is no longer there, or that the reader may not see."""
        return Draft((self.words.html("content.gone"),), (self.menu(),))

    def scope(self) -> Markup:
        """What this reader can ask about."""
        return self.words.html("scope.member" if self.reader.access.member else "scope.guest")

    def way_in(self) -> Markup:
        """What a guest does not see, and how to get access; nothing for members."""
        if self.reader.access.member:
            return Markup()
        return Markup("{} {}").format(self.words.html("access.how"), self.words.html("access.ask"))

    def way_in_button(self) -> Rows:
        """How a guest asks for access; nothing for members."""
        return () if self.reader.access.member else ((self.button("button.ask_access", AskAccess()),),)

    def when_lacking(self, topic: str, target: str) -> Rows:
        """What one can do about something that is not published yet: have the secretariat asked, or wait."""
        if not lacking(self.pack, topic, target, self.now):
            return ()
        return (
            (self.button("button.ask_secretariat", AskSecretariat(topic, target)),),
            (self.button("button.tell_when_published", TellWhenPublished(topic, target)),),
        )

    def organization(self) -> Markup:
        """In whose name the bot speaks, where the pack tells."""
        organization = self.pack.organization
        return Markup("<b>{}</b>").format(self.words.safe(self.title(organization.name))) if organization else Markup()

    def all_menus(self) -> Rows:
        """Every menu that this reader has something in; and access, for those who look after it."""
        keeping = (
            (self.button("button.invite", Invite("below")), self.button("button.requests", ShowRequests()))
            if may(self.reader.access, Right.ACCESS)
            else ()
        )
        roadmap = (self.button("button.roadmap", ShowRoadmaps()),) if self.pack.roadmaps else ()
        return rows(
            (
                self.button("button.meetings", ShowMeetings("upcoming", "0")),
                *roadmap,
                self.button("button.regions", Ask("region.list", "all")),
                self.button("button.settings", ShowSettings()),
                *keeping,
            )
        )

    def menu(self) -> tuple[Button, ...]:
        """The way on from everywhere: the meetings, and help."""
        return (
            self.button("button.meetings", ShowMeetings("upcoming", "0")),
            self.button("button.help", ShowHelp()),
        )


def rows(buttons: Iterable[Button], width: int = 2) -> Rows:
    """Buttons, so many to a row."""
    line = tuple(buttons)
    return tuple(line[start : start + width] for start in range(0, len(line), width))


def capital(text: _Text) -> _Text:
    """A text that begins with a word, as the beginning of a line: many languages write weekdays and the names of
    languages in lower case."""
    return text[:1].upper() + text[1:]


def lines(*texts: Markup) -> Markup:
    """Texts one beneath the other; empty ones are left out."""
    return Markup("\n").join(text for text in texts if text)
