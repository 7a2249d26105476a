"""Whose bot it is, what it answers from, and what it keeps of people."""

from datetime import timedelta
from typing import Final

from markupsafe import Markup

from bot.domain import retention
from bot.domain.actions import Ask, ShowPrivacy
from bot.domain.messages import About, Privacy
from bot.render.contacts import contact_lines
from bot.render.context import Context, Draft, lines, rows

_QUESTIONS: Final = 6
"""Entries of the FAQ that are offered."""

_HOUR: Final = timedelta(hours=1)
"""The job that erases comes so often."""


def about(_message: About, context: Context) -> Draft:
    """In whose name the bot speaks, what it knows, where that comes from, and questions that one may tap."""
    words = context.words
    coordination = context.pack.coordination
    contact = contact_lines(coordination.contact, context, coordination.hours) if coordination else Markup()
    parts = (context.pack.regions, context.pack.meetings, context.pack.roadmaps, context.pack.faq)
    asked = (
        context.labelled(context.words.value(context.title(entry.title)), Ask("faq", entry.id))
        for entry in context.pack.faq[:_QUESTIONS]
    )
    return Draft(
        (
            lines(context.organization(), words.html("about.what")),
            Markup("{} {}").format(context.scope(), words.html("scope.published")),
            lines(words.html("handover.coordination"), contact) if contact else Markup(),
            context.sources(*(entry.source for entries in parts for entry in entries)),
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
        words.html("privacy.kept.failed", n=retention.ASIDE_KEPT.days),
        words.html("privacy.kept.mind", n=_hours(retention.MIND_KEPT + _HOUR)),
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


def _hours(time: timedelta) -> int:
    """Whole hours, rounded up."""
    return -(-time // _HOUR)
