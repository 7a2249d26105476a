"""What is wrong, or should be known, about an announcement before it goes."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from bot.domain.announcements import LONGEST, LONGEST_CAPTION, STARTED, Announcement, Content, plain_length
from bot.domain.audience import (
    MOST_CONDITIONS,
    MOST_VALUES,
    Condition,
    Filter,
    Group,
    ReaderCount,
    RoundAnswer,
    Selection,
)
from bot.domain.content import Pack
from bot.domain.content_parts import Visibility
from bot.domain.meetings import Meeting, MeetingStatus
from bot.domain.messages_sending import Finding, FindingKind
from bot.domain.rounds import Round, RoundState

_LINK: Final = re.compile(r'<a href="([^"]*)"')


def findings(
    announcement: Announcement,
    pack: Pack,
    counts: Sequence[ReaderCount],
    now: datetime,
    *,
    unseeing: int = 0,
    round_: Round | None = None,
    unasked: int = 0,
) -> tuple[Finding, ...]:
    """What there is to say of it, the gravest first; `counts`: those whom it is for (of one that was sent: nobody);
    `unseeing`: so many of them may not see the meeting of its button; `round_`: the round of feedback to which its
    button leads (none: it is not there), which does not ask so many of them (`unasked`)."""
    found = (
        *_of_texts(announcement.written, pack),
        *_of_readers(announcement, counts),
        *_of_meeting(announcement.written, pack, unseeing, now),
        *_of_round(announcement, round_, unasked, now),
        *_of_time(announcement, now),
    )
    return tuple(sorted(found, key=lambda each: not each.kind.blocks))


def is_allowed(address: str, pack: Pack) -> bool:
    """Whether an address may be linked to: one of the web sites that the pack names, by https."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    host = (parts.hostname or "").lower()
    domains = pack.organization.allowed_domains if pack.organization else ()
    # Apps read "\\" as "/": what stands before an "@" may be where it leads.
    plain = "\\" not in address and "@" not in parts.netloc
    return plain and parts.scheme == "https" and any(host == each or host.endswith(f".{each}") for each in domains)


def who_sees(meeting: Meeting, selection: Selection) -> Selection | None:
    """Those of a selection who see a meeting by the role for which they are meant; none where all members see it, or
    where that cannot be said as a selection."""
    audience = meeting.audience
    wanted = {Filter.REGIONS: audience.regions, Filter.COUNTRIES: audience.countries, Filter.ROLES: audience.roles}
    if meeting.visibility is Visibility.PUBLIC or any(len(values) > MOST_VALUES for values in wanted.values()):
        return None
    limits = tuple(Condition(filter=filter_, values=tuple(values)) for filter_, values in wanted.items() if values)
    longest = max((len(group.conditions) for group in selection.groups), default=0)
    if not limits or longest + len(limits) > MOST_CONDITIONS:
        return None
    return _narrowed(selection, limits)


def who_is_asked(round_: Round, selection: Selection) -> Selection | None:
    """Those of a selection whom a round of feedback asks, or who have answered it; none where that cannot be said as a
    selection."""
    asked = Condition(filter=Filter.ROUND, values=(round_.id, *RoundAnswer))
    longest = max((len(group.conditions) for group in selection.groups), default=0)
    return None if longest >= MOST_CONDITIONS else _narrowed(selection, (asked,))


def languages_read(content: Content, counts: Iterable[ReaderCount]) -> dict[tuple[str, str], int]:
    """(The language of readers, the one in which they get it) → how many they are; nobody where nothing is written."""
    read = Counter[tuple[str, str]]()
    for each in counts:
        found = content.language_for(each.language, each.second_language)
        if each.gets_it and found is not None:
            read[each.language, found] += each.count
    return dict(read.most_common())


def _narrowed(selection: Selection, limits: tuple[Condition, ...]) -> Selection:
    meant = (group for group in selection.groups if group.conditions or group.everyone)
    return Selection(groups=tuple(Group(conditions=(*group.conditions, *limits)) for group in meant))


def _of_texts(content: Content, pack: Pack) -> Iterator[Finding]:
    if not content.texts:
        yield Finding(kind=FindingKind.NO_TEXT)
    for language, html in content.texts.items():
        files = content.files_for(language)
        most = LONGEST_CAPTION if files and files[0].kind == "photo" else LONGEST
        if plain_length(html) > LONGEST:
            yield Finding(kind=FindingKind.TOO_LONG, language=language, count=plain_length(html) - LONGEST)
        elif plain_length(html) > most:
            yield Finding(kind=FindingKind.APART, language=language)
        for address in _LINK.findall(html):
            if not is_allowed(address, pack):
                yield Finding(kind=FindingKind.FOREIGN_LINK, language=language, detail=address)
    if content.link is not None and not is_allowed(content.link, pack):
        yield Finding(kind=FindingKind.LINK_FORBIDDEN, detail=content.link)


def _of_readers(announcement: Announcement, counts: Sequence[ReaderCount]) -> Iterator[Finding]:
    if announcement.state in STARTED:
        return
    if not any(each.gets_it for each in counts):
        yield Finding(kind=FindingKind.NOBODY)
    for (language, found), count in languages_read(announcement.written, counts).items():
        if language != found:
            yield Finding(kind=FindingKind.UNTRANSLATED, language=language, detail=found, count=count)


def _of_meeting(content: Content, pack: Pack, unseeing: int, now: datetime) -> Iterator[Finding]:
    if content.meeting is None:
        return
    meeting = pack.meeting(content.meeting)
    if meeting is None or meeting.status is MeetingStatus.DRAFT:
        yield Finding(kind=FindingKind.MEETING_GONE)
        return
    if meeting.over_at() <= now:
        yield Finding(kind=FindingKind.MEETING_OVER)
    if unseeing:
        yield Finding(kind=FindingKind.MEETING_UNSEEN, count=unseeing)


def _of_round(announcement: Announcement, round_: Round | None, unasked: int, now: datetime) -> Iterator[Finding]:
    if announcement.written.round is None:
        return
    if round_ is None or round_.state is RoundState.DRAFT:
        yield Finding(kind=FindingKind.ROUND_GONE)
        return
    sent_at = max(now, announcement.timing.at or now)
    opens, closes = round_.terms.opens, round_.terms.closes
    if round_.state is RoundState.CLOSED or (closes is not None and closes <= sent_at):
        yield Finding(kind=FindingKind.ROUND_CLOSED)
        return
    if round_.state is RoundState.PLANNED and opens is not None and opens > sent_at:
        yield Finding(kind=FindingKind.ROUND_UNOPENED)
    if unasked:
        yield Finding(kind=FindingKind.ROUND_UNASKED, count=unasked)


def _of_time(announcement: Announcement, now: datetime) -> Iterator[Finding]:
    timing = announcement.timing
    if announcement.state in STARTED:
        return
    if timing.kind == "at" and (timing.at is None or timing.at <= now):
        yield Finding(kind=FindingKind.PAST)
