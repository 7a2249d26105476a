"""What is published on one topic of one meeting."""

from typing import Final, assert_never

from markupsafe import Markup

from bot.domain.meetings import Meeting, MeetingFormat, MeetingStatus, MeetingTopic
from bot.domain.messages import MeetingAnswer
from bot.domain.policy import may_see_link
from bot.domain.publication import published
from bot.render.contacts import contact_lines
from bot.render.context import Context, Draft, capital, lines, rows
from bot.render.meetings import (
    all_about,
    dates,
    heading,
    languages,
    map_buttons,
    over,
    place,
    status,
    topic_button,
    zone_name,
)

_NEXT: Final[dict[MeetingTopic, tuple[MeetingTopic, ...]]] = {
    MeetingTopic.WHEN: (MeetingTopic.WHERE, MeetingTopic.REGISTER, MeetingTopic.AGENDA),
    MeetingTopic.WHERE: (MeetingTopic.WHEN, MeetingTopic.TRAVEL, MeetingTopic.HOTEL),
    MeetingTopic.AGENDA: (MeetingTopic.WHEN, MeetingTopic.DOCUMENTS, MeetingTopic.LANGUAGE),
    MeetingTopic.REMOTE: (MeetingTopic.WHEN, MeetingTopic.REGISTER, MeetingTopic.LANGUAGE),
    MeetingTopic.ATTENDEES: (MeetingTopic.WHEN, MeetingTopic.REGISTER, MeetingTopic.CONTACT),
    MeetingTopic.REGISTER: (MeetingTopic.WHEN, MeetingTopic.REMOTE, MeetingTopic.CONTACT),
    MeetingTopic.VISA: (MeetingTopic.TRAVEL, MeetingTopic.WHERE, MeetingTopic.CONTACT),
    MeetingTopic.HOTEL: (MeetingTopic.WHERE, MeetingTopic.TRAVEL, MeetingTopic.CONTACT),
    MeetingTopic.LANGUAGE: (MeetingTopic.AGENDA, MeetingTopic.REMOTE, MeetingTopic.DOCUMENTS),
    MeetingTopic.DOCUMENTS: (MeetingTopic.AGENDA, MeetingTopic.LANGUAGE, MeetingTopic.CONTACT),
    MeetingTopic.CONTACT: (MeetingTopic.WHEN, MeetingTopic.WHERE, MeetingTopic.REGISTER),
    MeetingTopic.TRAVEL: (MeetingTopic.WHERE, MeetingTopic.HOTEL, MeetingTopic.VISA),
}
"""What one asks next after an answer."""


def answer(message: MeetingAnswer, context: Context) -> Draft:
    """What is published on the topic, with its source; or that nothing is yet."""
    meeting = context.pack.meeting(message.meeting)
    if meeting is None:
        return context.gone()
    topic = message.topic
    after = [topic_button(meeting, other, context) for other in _NEXT[topic] if published(meeting, other)]
    if topic is MeetingTopic.WHERE:
        after = [*map_buttons(meeting, context), *after]
    buttons = rows((*after, all_about(meeting, context)))
    details = meeting.details.get(topic)
    said = (_facts(meeting, topic, context), context.body(details) if details else Markup())
    buttons = (*context.when_lacking(f"meeting.{topic}", meeting.id), *buttons)
    if not any(said):
        nothing = context.words.html(f"meeting.{topic}.nothing")
        return Draft((heading(meeting, context), nothing, context.sources(meeting.source)), buttons)
    subtitle = context.words.html(f"button.meeting.{topic}")
    return Draft((lines(heading(meeting, context), subtitle), *said, context.sources(meeting.source)), buttons)


def _facts(meeting: Meeting, topic: MeetingTopic, context: Context) -> Markup:
    """What the meeting's fields say on a topic; empty where only its details do."""
    match topic:
        case MeetingTopic.WHEN:
            return lines(dates(meeting, context), status(meeting, context))
        case MeetingTopic.WHERE:
            return _where(meeting, context)
        case MeetingTopic.REMOTE:
            return _remote(meeting, context)
        case MeetingTopic.REGISTER:
            return _registration(meeting, context)
        case MeetingTopic.LANGUAGE:
            return capital(languages(meeting, context)) if meeting.languages else Markup()
        case MeetingTopic.DOCUMENTS:
            return _documents(meeting, context)
        case MeetingTopic.CONTACT:
            return contact_lines(meeting.contact, context)
        case (
            MeetingTopic.AGENDA | MeetingTopic.ATTENDEES | MeetingTopic.VISA | MeetingTopic.HOTEL | MeetingTopic.TRAVEL
        ):
            return Markup()
        case _:
            assert_never(topic)


def _where(meeting: Meeting, context: Context) -> Markup:
    venue = meeting.venue
    known = [text for text in (venue.name, venue.address) if text] if venue else []
    spot = place(meeting, context)
    if not known and not spot:
        return Markup()
    exact = lines(*(context.words.safe(context.title(text)) for text in known), spot)
    if known or meeting.format is MeetingFormat.ONLINE:
        return exact
    return lines(exact, context.words.html("meeting.where.no_venue"))


def _remote(meeting: Meeting, context: Context) -> Markup:
    words = context.words
    if over(meeting, context) or meeting.status is MeetingStatus.CANCELLED:
        return words.html(f"meeting.format.{meeting.format}") if meeting.format else Markup()
    how = words.html(f"meeting.remote.{meeting.format}") if meeting.format else Markup()
    if meeting.link is None:
        awaited = meeting.format in (MeetingFormat.HYBRID, MeetingFormat.ONLINE)
        return lines(how, words.html("meeting.remote.no_link")) if awaited else how
    if not may_see_link(context.reader.access):
        return lines(how, words.html("meeting.remote.link_for_members"))
    return lines(how, context.link(meeting.link, words.plain("meeting.remote.join")))


def _registration(meeting: Meeting, context: Context) -> Markup:
    registration = meeting.registration
    if registration is None:
        return Markup()
    words = context.words
    facts = []
    for key, moment in (("opens", registration.opens), ("closes", registration.closes)):
        if moment is not None:
            shown = context.dates.moment(moment, meeting.timezone, zone_name(meeting, context))
            facts.append(words.html(f"meeting.register.{key}", date=shown))
    closes = meeting.registration_closes_at()
    if closes is not None and closes <= context.now:
        facts.append(words.html("meeting.register.closed"))
    if registration.modes:
        modes = words.html("list.comma").join(
            words.html(f"meeting.register.mode.{mode}") for mode in registration.modes
        )
        facts.append(words.html("meeting.register.modes", modes=modes))
    facts += [
        words.html(f"meeting.register.capacity.{mode}", n=places)
        for mode, places in (registration.capacity or {}).items()
    ]
    return lines(*facts)


def _documents(meeting: Meeting, context: Context) -> Markup:
    entries = []
    for document in meeting.documents:
        link = context.link(document.url, context.title(document.title))
        if document.languages:
            named = context.listed(context.names.language(code) for code in document.languages)
            link = context.words.html("meeting.documents.in", document=link, languages=named)
        entries.append(Markup("• {}").format(link))
    return lines(*entries)
