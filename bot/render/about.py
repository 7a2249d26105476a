"""Whose bot it is, what it answers from, and what it keeps of people."""

from datetime import date, timedelta
from typing import Final

from markupsafe import Markup

from bot.domain import retention
from bot.domain.actions import Ask, ShowPrivacy
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
    """What the organization says of people's data, what the bot keeps and for how long, and who answers for it."""
    words = context.words
    organization = context.pack.organization
    said = organization.privacy if organization else None
    controller = contact_lines(organization.controller, context) if organization else Markup()
    kept = (
        words.html("privacy.kept.profile"),
        words.html("privacy.kept.message"),
        words.html("privacy.kept.handled", n=retention.DONE_KEPT.days),
        words.html("privacy.kept.failed", n=retention.ASIDE_KEPT.days),
        words.html("privacy.kept.mind", n=_hours(retention.MIND_KEPT + retention.TIDY_EVERY)),
        words.html("privacy.kept.questions", n=retention.QUESTION_KEPT.days),
        words.html("privacy.kept.sent", n=retention.SENT_KEPT.days),
    )
    return Draft(
        (
            lines(words.html("privacy.title"), context.organization()),
            context.body(said) if said else Markup(),
            lines(words.html("privacy.kept"), *(Markup("• {}").format(each) for each in kept)),
            words.html("privacy.not_kept"),
            lines(words.html("privacy.controller"), controller) if controller else words.html("privacy.no_controller"),
        ),
        (context.menu(),),
    )


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
