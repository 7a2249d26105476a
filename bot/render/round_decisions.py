"""What was decided after a round of feedback: to those who write it, and to those who were asked."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final, assert_never

from markupsafe import Markup

from bot.domain import messages as m
from bot.domain.actions import Ask, PublishDecision, RemoveDecision, ShowDecision, ShowResults, WriteDecision
from bot.domain.actions import AskPublishDecision as AskPublish
from bot.domain.actions_round_results import ALL
from bot.domain.content_text import Text
from bot.domain.exchange import Button
from bot.domain.messages_round_decisions import LONGEST_DECISION, Moved
from bot.domain.roadmap import Item
from bot.domain.rounds import Terms
from bot.render.context import Context, Draft, capital, lines, rows
from bot.render.dates import day_of

_BEGINNING: Final = 500
"""Characters of a text that those see who write it."""

DecisionMessage = m.DecisionDraft | m.AskDecision | m.AskPublishDecision | m.RoundDecided | m.FirstChoiceMoved


def decisions(message: DecisionMessage, context: Context) -> Draft:
    """What each of these says."""
    match message:
        case m.DecisionDraft():
            return _draft(message, context)
        case m.AskDecision():
            return _ask(message, context)
        case m.AskPublishDecision():
            return _ask_publish(message, context)
        case m.RoundDecided():
            return _told(message, context)
        case m.FirstChoiceMoved():
            return _moved(message, context)
        case _:
            assert_never(message)


def decided(texts: Mapping[str, str], context: Context) -> Markup:
    """What was decided, beneath a heading of its own; nothing where nothing was."""
    if not texts:
        return Markup()
    return lines(context.words.html("round.decided"), context.body(Text(dict(texts))))


def closed_day(closed_at: datetime, context: Context) -> Markup:
    """The reader's own day on which a round closed."""
    return context.dates.day(day_of(closed_at, context.reader.zone or context.pack.timezone))


def _draft(message: m.DecisionDraft, context: Context) -> Draft:
    words, round_ = context.words, message.round
    results = context.button("button.round.decision.results", ShowResults(round_, ALL))
    head = _head("round.decision.title", message.terms, context)
    if not message.keeps:
        return Draft((head, words.html("round.decision.unkept")), ((results,),))
    done = Markup()
    if message.saved is not None:
        done = words.html("texts.saved", languages=context.names.language(message.saved))
    elif message.removed is not None:
        done = words.html("texts.removed", language=context.names.language(message.removed))
    if message.published is not None:
        state = words.html("round.decision.published", day=closed_day(message.published, context))
    else:
        state = words.html("round.decision.hint")
    publish: tuple[Button, ...] = ()
    if message.texts and message.published is None:
        publish = (context.button("button.round.decision.publish", AskPublish(round_)),)
    return Draft(
        (done, head, *_written(message.texts, context), state),
        (*rows(_languages(message, context)), *rows((*publish, results), width=1)),
    )


def _languages(message: m.DecisionDraft, context: Context) -> Iterable[Button]:
    """A button for each language, to write it or to write it anew."""
    for language in context.languages:
        key = "button.texts.written" if language in message.texts else "button.texts.missing"
        label = context.words.plain(key, language=capital(context.names.language(language)))
        yield context.labelled(label, WriteDecision(message.round, language))


def _written(texts: Mapping[str, str], context: Context) -> Iterable[Markup]:
    """The beginning of each text, beneath the name of its language."""
    for language, text in texts.items():
        name = context.words.safe(capital(context.names.language(language)))
        yield lines(Markup("<i>{}</i>").format(name), context.words.safe(_beginning(text)))


def _beginning(text: str) -> str:
    """The first words of a text, in one line."""
    line = " ".join(text.split())
    return line if len(line) <= _BEGINNING else f"{line[:_BEGINNING].rstrip()}…"


def _ask(message: m.AskDecision, context: Context) -> Draft:
    words, most = context.words, str(LONGEST_DECISION)
    problem = Markup()
    if message.problem == "too_long":
        problem = words.html("text.too_long", length=str(message.length), most=most)
    elif message.problem == "no_words":
        problem = words.html("text.no_words")
    buttons = []
    if message.there is not None:
        remove = RemoveDecision(message.round, message.language)
        buttons.append(context.button("button.text.remove", remove))
    buttons.append(context.button("button.round.decision.back", ShowDecision(message.round)))
    return Draft(
        (
            problem,
            words.html("round.decision.ask", language=context.names.language(message.language), most=most),
            words.html("round.decision.at_once") if message.sent else Markup(),
            words.html("text.there", beginning=_beginning(message.there)) if message.there is not None else Markup(),
        ),
        rows(buttons),
    )


def _ask_publish(message: m.AskPublishDecision, context: Context) -> Draft:
    words = context.words
    missing = Markup()
    if message.missing:
        languages = context.listed(map(context.names.language, message.missing))
        missing = words.html("round.decision.missing", languages=languages)
    return Draft(
        (
            _head("round.decision.title", message.terms, context),
            *_written(message.texts, context),
            lines(missing, words.html("round.decision.people", n=message.people)),
            words.html("round.decision.sure"),
        ),
        (
            (
                context.button("button.round.decision.now", PublishDecision(message.round)),
                context.button("button.round.decision.back", ShowDecision(message.round)),
            ),
        ),
    )


def _told(message: m.RoundDecided, context: Context) -> Draft:
    shown = message.shown
    if shown is None or shown.closed_at is None:
        return context.gone()
    head = context.words.html(
        "round.decision.told", title=context.title(shown.terms.title), day=closed_day(shown.closed_at, context)
    )
    results = (
        (context.button("button.round.decision.results", ShowResults(message.round, ALL)),) if shown.results else ()
    )
    return Draft((head, decided(shown.texts, context)), (results or context.menu(),))


def _moved(message: m.FirstChoiceMoved, context: Context) -> Draft:
    items = {item.id: item for roadmap in context.pack.roadmaps for item in roadmap.items}
    moved = [(each, items[each.item]) for each in message.moved if each.item in items]
    if message.terms is None or not moved:
        return context.gone()
    strands = dict.fromkeys(item.strand for _, item in moved)
    buttons = (
        context.labelled(context.words.value(context.title(strand.title)), Ask("roadmap.strand", strand.id))
        for roadmap in context.pack.roadmaps
        for strand in roadmap.strands
        if strand.id in strands
    )
    head = _head("round.first_choice", message.terms, context)
    return Draft((head, *(_change(each, item, context) for each, item in moved)), rows(buttons, width=1))


def _change(each: Moved, item: Item, context: Context) -> Markup:
    words = context.words
    return lines(
        Markup("• <b>{}</b>").format(words.safe(context.title(item.title))),
        words.html(f"roadmap.item.{item.status}"),
        words.html(f"round.first_choice.before.{each.before}"),
    )


def _head(key: str, terms: Terms, context: Context) -> Markup:
    return context.words.html(key, title=context.title(terms.title))
