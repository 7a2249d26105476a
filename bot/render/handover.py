"""People instead of the bot: whom to write to, and questions that are left for the secretariat."""

from markupsafe import Markup

from bot.domain.actions import DropQuestion, PassOn
from bot.domain.content_parts import Source
from bot.domain.exchange import Button
from bot.domain.messages import (
    Choice,
    Handover,
    NotUnderstood,
    PublicationNoted,
    QuestionNoted,
    Rephrase,
    WriteQuestion,
)
from bot.render.choices import label
from bot.render.contacts import contact_lines
from bot.render.context import Context, Draft, lines
from bot.render.regions import heading, own


def handover(message: Handover, context: Context) -> Draft:
    """Whom to write to, as far as published, and the way to leave a question."""
    found, sources = contacts(context)
    said = (context.words.html("handover.intro"), *found) if found else (context.words.html("handover.nothing"),)
    if message.regret:
        said = (context.words.html("handover.regret"), *said)
    if not message.leave:
        return Draft((*said, context.sources(*sources)), (context.menu(),))
    return Draft(
        (*said, context.words.html("handover.leave"), context.sources(*sources)),
        ((_pass_on(0, context),), context.menu()),
    )


def not_understood(message: NotUnderstood, context: Context) -> Draft:
    """That there is no answer, and what one can ask; the second time, that a person may have one."""
    words = context.words
    if not message.again:
        return Draft((words.html("not_understood"), context.scope()), (context.menu(),))
    return Draft(
        (words.html("not_understood.again"), words.html("handover.offer")),
        ((_pass_on(message.question, context),), context.menu()),
    )


def rephrase(message: Rephrase, context: Context) -> Draft:
    """Other words, or a person: the question is passed on as it is, or one writes to them."""
    found, sources = contacts(context)
    urgent = (context.words.html("question.urgent"), *found, context.sources(*sources)) if found else ()
    return Draft((context.words.html("rephrase"), *urgent), ((_pass_on(message.question, context),), context.menu()))


def write_question(_message: WriteQuestion, context: Context) -> Draft:
    """The next message is the question."""
    return Draft((context.words.html("question.write"),), ((context.button("button.cancel", DropQuestion()),),))


def question_noted(message: QuestionNoted, context: Context) -> Draft:
    """What is kept, that nothing is promised, and where to write in a hurry."""
    words = context.words
    found, _ = contacts(context)
    urgent = (words.html("question.urgent"), *found) if found else ()
    return Draft(
        (
            lines(words.html("question.noted"), _about(message.about, context)),
            words.html("question.no_promise"),
            *urgent,
        ),
        (context.menu(),),
    )


def publication_noted(message: PublicationNoted, context: Context) -> Draft:
    """What is waited for, and that nothing is promised."""
    words = context.words
    about = _about(message.about, context)
    if not about:
        return context.gone()
    return Draft(
        (lines(words.html("publication.noted"), about), words.html("publication.no_promise")),
        (context.menu(),),
    )


def _pass_on(question: int, context: Context) -> Button:
    return context.button("button.ask_secretariat", PassOn(str(question)))


def _about(choice: Choice | None, context: Context) -> Markup:
    said = label(choice, context) if choice else None
    return Markup("<b>{}</b>").format(said) if said else Markup()


def contacts(context: Context) -> tuple[list[Markup], list[Source | None]]:
    """The secretariats of the reader's region, else the coordination, each with its heading; and their sources."""
    found: list[Markup] = []
    sources: list[Source | None] = []
    for region in own(context):
        if region.secretariat is not None and region.secretariat.contact is not None:
            contact = contact_lines(region.secretariat.contact, context, region.secretariat.hours)
            found.append(lines(heading(region, context), contact))
            sources.append(region.source)
    coordination = context.pack.coordination
    if not found and coordination is not None and coordination.contact is not None:
        contact = contact_lines(coordination.contact, context, coordination.hours)
        found.append(lines(context.words.html("handover.coordination"), contact))
    return found, sources
