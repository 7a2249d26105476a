"""Whose bot it is, what it answers from, and what it keeps of people."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from markupsafe import Markup

from bot.domain import retention
from bot.domain.actions import Ask, AskForget, ShowMyData, ShowPrivacy, ShowSubscriptions
from bot.domain.content import Pack
from bot.domain.content_parts import Source
from bot.domain.messages import About, Privacy
from bot.render.contacts import contact_lines
from bot.render.context import Context, Draft, lines, rows

_QUESTIONS: Final = 6
"""Entries of the FAQ that are offered."""

_SOURCES: Final = 3
"""Sources that are named: the newest. Each answer names its own."""


def about(_message: About, context: Context) -> Draft:
    """In whose name the bot speaks, what it knows, where that comes from, and questions that one may tap."""
    words = context.words
    coordination = context.pack.coordination
    contact = contact_lines(coordination.contact, context, coordination.hours) if coordination else Markup()
    asked = (
        context.labelled(context.words.value(context.title(entry.title)), Ask("faq", entry.id))
        for entry in context.pack.faq[:_QUESTIONS]
    )
    return Draft(
        (
            lines(context.organization(), words.html("about.what")),
            Markup("{} {}").format(context.scope(), words.html("scope.published")),
            lines(words.html("handover.coordination"), contact) if contact else Markup(),
            context.sources(*_newest_sources(context.pack)),
        ),
        (*rows(asked, width=1), (context.button("button.privacy", ShowPrivacy()), context.menu()[1])),
    )


def privacy(_message: Privacy, context: Context) -> Draft:
    """What the organization says of people's data; what the bot keeps of this reader, why, for how long, and who sees
    it; what they can do about it, and who answers for it."""
    words = context.words
    organization = context.pack.organization
    said = organization.privacy if organization else None
    controller = contact_lines(organization.controller, context) if organization else Markup()
    return Draft(
        (
            lines(words.html("privacy.title"), context.organization()),
            context.body(said) if said else Markup(),
            words.html("privacy.why"),
            lines(words.html("privacy.kept"), *(Markup("• {}").format(each) for each in _kept(context))),
            words.html("privacy.not_kept"),
            words.html("privacy.who.member" if context.reader.access.member else "privacy.who.guest"),
            words.html("privacy.telegram"),
            words.html("privacy.forgotten"),
            lines(words.html("privacy.controller"), controller) if controller else words.html("privacy.no_controller"),
        ),
        (
            (context.button("button.my_data", ShowMyData()), context.button("button.ask_forget", AskForget())),
            (context.button("button.subscriptions", ShowSubscriptions()), context.menu()[1]),
        ),
    )


def _kept(context: Context) -> Iterator[Markup]:
    """What is kept of a member or of a guest, each with for how long."""
    words = context.words
    yield words.html("privacy.kept.profile")
    if context.reader.access.member:
        yield words.html("privacy.kept.role")
        yield words.html("privacy.kept.invites", n=retention.INVITE_KEPT.days)
        yield words.html("privacy.kept.answers", n=retention.RSVP_KEPT.days)
        yield words.html("privacy.kept.details", n=retention.RSVP_DETAILS_KEPT.days)
        yield words.html("privacy.kept.announcements", n=retention.DELIVERY_KEPT.days)
        yield words.html("privacy.kept.rounds", n=retention.ROUND_KEPT.days)
        yield words.html("privacy.kept.cards")
    else:
        yield words.html("privacy.kept.guest", n=retention.GUEST_KEPT.days)
    yield words.html("privacy.kept.requests", n=retention.REQUEST_KEPT.days)
    yield words.html("privacy.kept.message")
    yield words.html("privacy.kept.handled", n=retention.DONE_KEPT.days)
    yield words.html("privacy.kept.failed", n=retention.ASIDE_KEPT.days)
    yield words.html("privacy.kept.mind", n=_hours(retention.MIND_KEPT + retention.TIDY_EVERY))
    yield words.html("privacy.kept.questions", n=retention.QUESTION_KEPT.days)
    yield words.html("privacy.kept.examples", n=retention.EXAMPLE_KEPT.days)
    yield words.html("privacy.kept.sent", n=retention.SENT_KEPT.days)
    yield words.html("privacy.kept.audit")


def _newest_sources(pack: Pack) -> list[Source]:
    named = (
        *(region.source for region in pack.regions),
        *(meeting.source for meeting in pack.meetings),
        *(roadmap.source for roadmap in pack.roadmaps),
        *(entry.source for entry in pack.faq),
    )
    # Different entries often have the same source.
    sources = {source.title.choose()[1]: source for source in named if source is not None}
    return sorted(sources.values(), key=lambda source: source.date or date.min, reverse=True)[:_SOURCES]


def _hours(time: timedelta) -> int:
    """Whole hours, rounded up."""
    return -(-time // timedelta(hours=1))
