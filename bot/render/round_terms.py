"""What is stored of an answer to a round, and who sees what of it."""

from collections.abc import Iterator

from markupsafe import Markup

from bot.domain.actions import ShowRound
from bot.domain.messages_rounds import RoundTerms
from bot.domain.rounds import Terms
from bot.render.context import Context, Draft, lines
from bot.render.round_card import gone
from bot.render.round_options import heading


def terms(message: RoundTerms, context: Context) -> Draft:
    """Told from the terms of the round alone: what was promised is what the reader is told."""
    if message.shown is None:
        return gone(context)
    asked, words = message.shown.terms, context.words
    return Draft(
        (
            lines(heading(asked, context), words.html("round.terms")),
            *_stored(asked, context),
            *_seen(asked, context),
            *_lines_of_text(asked, context, keeps=message.shown.keeps),
            words.html("round.terms.forget.anonymous" if asked.anonymous else "round.terms.forget.named"),
        ),
        ((context.button("button.round.back", ShowRound(message.round)),),),
    )


def _stored(asked: Terms, context: Context) -> Iterator[Markup]:
    words = context.words
    if not asked.anonymous:
        yield words.html("round.terms.named")
        yield words.html("round.terms.change")
        return
    yield Markup("{} {}").format(words.html("round.terms.anonymous"), words.html(f"round.terms.with.{asked.grouping}"))
    yield words.html("round.terms.key")
    yield words.html("round.terms.answered")


def _seen(asked: Terms, context: Context) -> Iterator[Markup]:
    words = context.words
    yield words.html("round.terms.steps" if asked.anonymous else "round.terms.shown", n=asked.shown_from)
    yield words.html(f"round.terms.results.{asked.results}")


def _lines_of_text(asked: Terms, context: Context, *, keeps: bool) -> Iterator[Markup]:
    """Nothing of them where none are asked for."""
    if not asked.remarks():
        return
    if not keeps:
        yield context.words.html("round.terms.lines.unkept")
    elif not asked.anonymous:
        yield context.words.html("round.terms.lines.named")
    else:
        yield context.words.html("round.terms.lines.anonymous")
        if asked.why:
            yield context.words.html("round.terms.lines.why", n=asked.shown_from)
