"""What those see who make rounds of feedback: the desk, one round, and what is asked before something is done."""

from collections.abc import Iterator
from typing import Final, assert_never

from markupsafe import Markup

from bot.domain import messages as m
from bot.domain.actions import (
    Action,
    AskCloseRound,
    AskDropRound,
    AskOpenRound,
    BeginRound,
    CloseRound,
    CopyRound,
    DropRound,
    OpenRound,
    PreviewRound,
    ShowDecision,
    ShowResults,
    ShowRoundDesk,
    ShowRoundDeskPart,
    ShowRoundDraft,
    ShowRoundStep,
    UnplanRound,
    encode,
)
from bot.domain.actions_round_results import ALL
from bot.domain.exchange import Button, Rows
from bot.domain.messages_round_making import ON_A_PAGE, RoundListed
from bot.domain.messages_rounds import RoundCard
from bot.domain.round_making import STEPS
from bot.domain.rounds import RoundState
from bot.render import round_card, round_making_steps
from bot.render.context import Context, Draft, lines, rows
from bot.render.round_making_terms import described, title_of, untranslated
from bot.render.round_options import moment, question

_BULLET: Final = Markup("• {}")

MakingMessage = (
    m.RoundDesk
    | m.RoundDraft
    | m.AskRoundText
    | m.RoundStep
    | m.RoundPreview
    | m.AskRoundOpening
    | m.AskRoundClosing
    | m.AskRoundDropping
)


def making(message: MakingMessage, context: Context) -> Draft:
    """What those see who make rounds."""
    match message:
        case m.RoundDesk():
            return _desk(message, context)
        case m.RoundDraft():
            return _card(message, context)
        case m.AskRoundText():
            return round_making_steps.ask_text(message, context)
        case m.RoundStep():
            return round_making_steps.step(message, context)
        case m.RoundPreview():
            return _preview(message, context)
        case m.AskRoundOpening():
            return _ask_opening(message, context)
        case m.AskRoundClosing():
            return _ask_closing(message, context)
        case m.AskRoundDropping():
            title = context.title(message.title)
            buttons = _sure("button.drop.yes", DropRound(message.round), message.round, context)
            return Draft((context.words.html("round.make.drop", title=title),), buttons)
        case _:
            assert_never(message)


def _desk(message: m.RoundDesk, context: Context) -> Draft:
    words = context.words
    counts = message.counts
    others = rows(
        context.labelled(words.plain(f"button.round.part.{each}", count=str(count)), ShowRoundDeskPart(each, "0"))
        for each, count in counts.items()
        if each is not message.part
    )
    new = ((context.button("button.round.new", BeginRound()),),) if message.kept else ()
    heading = lines(
        words.html("round.desk.title"), words.html("round.desk.hint" if message.kept else "round.desk.unkept")
    )
    done = words.html("desk.dropped") if message.dropped else Markup()
    if message.part is None:
        return Draft((done, heading), new)
    part = Markup("<b>{}</b>").format(words.html(f"round.part.{message.part}"))
    listed = (_listed(each, message.part, context) for each in message.listed)
    entries = tuple(
        (context.labelled(words.value(_question(each, context)), ShowRoundDraft(each.id)),) for each in message.listed
    )
    last = max(0, counts.get(message.part, 0) - 1) // ON_A_PAGE
    turns = rows(
        context.button(
            "button.page.before" if page < message.page else "button.page.after",
            ShowRoundDeskPart(message.part, str(page)),
        )
        for page in (message.page - 1, message.page + 1)
        if 0 <= page <= last
    )
    return Draft((done, heading, lines(part, *listed)), (*entries, *turns, *others, *new))


def _question(each: RoundListed, context: Context) -> str:
    return question(each.title, context, after_meeting=each.after_meeting)


def _listed(each: RoundListed, part: RoundState, context: Context) -> Markup:
    words = context.words
    title = _question(each, context)
    match part:
        case RoundState.OPEN | RoundState.CLOSED:
            answered, asked = str(each.answered), str(each.asked)
            said = words.html("round.desk.entry", title=title, answered=answered, asked=asked)
        case RoundState.DRAFT | RoundState.PLANNED:
            said = words.safe(title)
    at = each.closes if part is RoundState.OPEN else each.opens if part is RoundState.PLANNED else None
    when = Markup() if at is None else _when(part, at_text=moment(at, context), context=context)
    return lines(_BULLET.format(said), when)


def _when(part: RoundState, *, at_text: Markup, context: Context) -> Markup:
    return context.words.html("round.make.closes" if part is RoundState.OPEN else "round.make.opens", time=at_text)


def _card(message: m.RoundDraft, context: Context) -> Draft:
    words, state = context.words, message.state
    note = words.html(f"round.made.{message.note}") if message.note else Markup()
    progress = Markup()
    if state in (RoundState.OPEN, RoundState.CLOSED):
        progress = words.html("round.make.answered", answered=str(message.answered), asked=str(message.asked))
    draft = state is RoundState.DRAFT
    blocked = [_BULLET.format(words.html(f"round.blocked.{each}")) for each in message.blockers]
    return Draft(
        (
            note,
            lines(title_of(message.terms, context), words.html(f"round.state.{state}"), progress),
            lines(
                *described(
                    message.terms,
                    message.scope,
                    message.asked,
                    context,
                    opened=state in (RoundState.OPEN, RoundState.CLOSED),
                )
            ),
            untranslated(message.unwritten, context) if draft else Markup(),
            lines(words.html("round.blocked"), *blocked) if blocked else Markup(),
            words.html("round.make.of_pack") if not message.own and state is not RoundState.CLOSED else Markup(),
        ),
        (*rows(_ways(message, context)), (context.button("button.round.desk", ShowRoundDesk()),)),
    )


def _ways(message: m.RoundDraft, context: Context) -> Iterator[Button]:
    """What can be done."""
    round_id = message.round
    match message.state:
        case RoundState.DRAFT:
            for step in STEPS:
                yield context.button(f"button.round.step.{step}", ShowRoundStep(round_id, step))
            yield _to_preview(message, context)
            yield context.button("button.round.drop", AskDropRound(round_id))
            if not message.blockers:
                yield context.button("button.round.open", AskOpenRound(round_id))
        case RoundState.PLANNED:
            yield _to_preview(message, context)
            if message.own:
                yield context.button("button.round.unplan", UnplanRound(round_id))
        case RoundState.OPEN:
            yield context.button("button.round.to_results", ShowResults(round_id, ALL))
            yield _to_preview(message, context)
            if message.own:
                yield context.button("button.round.extend", ShowRoundStep(round_id, "closes"))
            yield context.button("button.round.close", AskCloseRound(round_id))
        case RoundState.CLOSED:
            yield context.button("button.round.to_results", ShowResults(round_id, ALL))
            yield context.button("button.round.decision", ShowDecision(round_id))
            if message.terms.meeting is None:
                yield context.button("button.round.again", CopyRound(round_id))
        case _:
            assert_never(message.state)


def _to_preview(message: m.RoundDraft, context: Context) -> Button:
    written = message.terms.title.root
    language = context.words.language if context.words.language in written else next(iter(written))
    return context.button("button.round.preview", PreviewRound(message.round, language))


def _preview(message: m.RoundPreview, context: Context) -> Draft:
    """The card that its readers get; its buttons lead nowhere else."""
    card = round_card.card(RoundCard(round=message.round, shown=message.shown), context)
    here = encode(PreviewRound(message.round, message.language))
    beneath = tuple(tuple(Button(button.label, here) for button in row) for row in card.rows)
    others = rows(
        # By their own names: whoever looks at a language that they cannot read finds the way out.
        context.labelled(context.languages[language].name, PreviewRound(message.round, language))
        for language in message.languages
        if language != message.language
    )
    back = (context.button("button.round.make.back", ShowRoundDraft(message.round)),)
    return Draft((context.words.html("round.make.preview"), *card.paragraphs), (*beneath, *others, back))


def _ask_opening(message: m.AskRoundOpening, context: Context) -> Draft:
    words, terms = context.words, message.terms
    few = terms.anonymous and message.asked < terms.shown_from
    now = terms.opens is None or terms.opens <= context.now
    return Draft(
        (
            lines(title_of(terms, context), *described(terms, message.scope, message.asked, context)),
            untranslated(message.unwritten, context),
            words.html("round.make.few", count=str(message.asked), needed=str(terms.shown_from)) if few else Markup(),
            words.html("round.make.promised"),
            words.html("round.make.open_now" if now else "round.make.open_later", count=str(message.asked)),
        ),
        _sure("button.round.open.now" if now else "button.round.open.later", OpenRound(message.round),
              message.round, context),
    )  # fmt: skip


def _ask_closing(message: m.AskRoundClosing, context: Context) -> Draft:
    words = context.words
    return Draft(
        (
            lines(
                title_of(message.terms, context),
                words.html("round.make.answered", answered=str(message.answered), asked=str(message.asked)),
            ),
            words.html("round.make.close"),
        ),
        _sure("button.round.close.yes", CloseRound(message.round), message.round, context),
    )


def _sure(key: str, action: Action, round_id: str, context: Context) -> Rows:
    return ((context.button(key, action), context.button("button.round.make.back", ShowRoundDraft(round_id))),)
