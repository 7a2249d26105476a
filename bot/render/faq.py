"""Answers of the FAQ."""

from markupsafe import Markup

from bot.domain.messages import FaqAnswer
from bot.render.context import Context, Draft


def answer(message: FaqAnswer, context: Context) -> Draft:
    """An entry: its title, its answer and its source."""
    entry = next((entry for entry in context.pack.faq if entry.id == message.entry), None)
    if entry is None:
        return context.gone()
    return Draft(
        (
            Markup("<b>{}</b>").format(context.words.safe(context.title(entry.title))),
            context.body(entry.answer),
            context.sources(entry.source),
        ),
        (context.menu(),),
    )
