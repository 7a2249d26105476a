"""Lines of text that came with answers, language by language."""

from collections.abc import Iterator
from itertools import groupby

from markupsafe import Markup

from bot.domain.actions import ShowLines, ShowResults
from bot.domain.actions_round_results import ALL
from bot.domain.exchange import Button, Rows
from bot.domain.messages_round_results import Line, RoundLines
from bot.domain.rounds import Terms
from bot.render.context import Context, Draft, capital, lines, rows


def lines_of(message: RoundLines, context: Context) -> Draft:
    """The lines of a page, with what they speak of; else the languages in which there are some."""
    words, terms = context.words, message.terms
    if terms is None:
        return context.gone()
    title = Markup("<b>{}</b>").format(words.html("round.lines.title", title=context.title(terms.title)))
    if message.language not in message.counts:
        said = words.html("round.lines.languages" if message.counts else "round.lines.none")
        return Draft((lines(title, said),), (*_languages(message, context), (_back(message, context),)))
    language = words.safe(capital(context.names.language(message.language)))
    page = words.html("round.lines.page", page=str(message.page + 1), pages=str(message.pages))
    return Draft(
        (lines(title, language, page if message.pages > 1 else Markup()), *_page(message.lines, terms, context)),
        _buttons(message, context),
    )


def _page(found: tuple[Line, ...], terms: Terms, context: Context) -> Iterator[Markup]:
    """What speaks of one choice stands together."""
    words = context.words
    for key, together in groupby(found, key=lambda line: line.choice):
        choice = None if key is None else terms.choice(key)
        if choice is not None:
            yield words.html("round.lines.why", choice=context.title(choice.title))
        elif any(line.choice for line in found):
            yield words.html("round.lines.others")
        for line in together:
            yield _said(line, context)


def _said(line: Line, context: Context) -> Markup:
    words = Markup("<blockquote>{}</blockquote>").format(context.words.safe(line.words))
    return words if line.by is None else lines(context.words.safe(line.by), words)


def _languages(message: RoundLines, context: Context) -> Rows:
    ordered = sorted(message.counts.items(), key=lambda each: (-each[1], each[0]))
    return rows(
        context.labelled(
            context.words.plain(
                "button.round.results.group", group=capital(context.names.language(language)), count=str(count)
            ),
            ShowLines(message.round, language, "0"),
        )
        for language, count in ordered
    )


def _buttons(message: RoundLines, context: Context) -> Rows:
    found = []
    if message.page:
        found.append(_turn("button.page.before", message, message.page - 1, context))
    if message.page + 1 < message.pages:
        found.append(_turn("button.page.after", message, message.page + 1, context))
    if len(message.counts) > 1:
        found.append(context.button("button.round.lines.languages", ShowLines(message.round, ALL, "0")))
    return rows((*found, _back(message, context)))


def _turn(key: str, message: RoundLines, page: int, context: Context) -> Button:
    return context.button(key, ShowLines(message.round, message.language, str(page)))


def _back(message: RoundLines, context: Context) -> Button:
    return context.button("button.round.lines.back", ShowResults(message.round, ALL))
