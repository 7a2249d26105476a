"""Those who have answered whether they come, and those who have not, by name; and how an organizer enters somebody."""

from collections.abc import Iterator
from typing import assert_never

from markupsafe import Markup

from bot.domain import messages as m
from bot.domain.actions import (
    AddOf,
    AddWith,
    AskRemoveEntry,
    EnterAnswer,
    MoveEntry,
    RemoveEntry,
    ShowBoard,
    ShowEntry,
    ShowLate,
    ShowNames,
    ShowSilent,
)
from bot.domain.attendance import Seat, Why, answers_of
from bot.domain.exchange import Button
from bot.domain.meetings import Meeting
from bot.domain.messages_organizing import NAMES, Entry, Named, NamesPage, Step
from bot.domain.tallies import ANSWERED, Group
from bot.render.attendance import answer_in_words, moment
from bot.render.bidi import clean
from bot.render.context import Context, Draft, capital, lines, rows
from bot.render.grants import day
from bot.render.meetings import heading


def names(message: m.AttendanceNames, meeting: Meeting, context: Context) -> Draft:
    """A group, a button for each, and to turn pages."""
    words, page = context.words, message.shown or NamesPage()
    first = page.page * NAMES + 1
    turning = [
        context.button(key, ShowNames(meeting.id, message.group, str(other)))
        for key, other, there in (
            ("button.page.before", page.page - 1, page.page > 0),
            ("button.page.after", page.page + 1, first + len(page.names) <= page.total),
        )
        if there
    ]
    shown = words.html("names.range", first=str(first), last=str(first + len(page.names) - 1)) if turning else Markup()
    title = words.html("board.line", what=words.html(f"group.{message.group}"), count=str(page.total))
    absent = context.names.in_order(context.names.country(each) for each in page.absent)
    return Draft(
        (
            heading(meeting, context),
            lines(title, shown),
            words.html("names.tap") if page.names else Markup(),
            words.html("names.absent", countries=context.listed(absent)) if absent else Markup(),
        ),
        (*rows(_buttons(page, meeting, context), width=1), *rows(turning), board(meeting, context)),
    )


def who(named: Named, context: Context) -> str:
    """Somebody as short as a button needs it: name and country, else country and role, as far as they are known."""
    role = capital(context.words.plain(f"role.{named.role}")) if named.role else None
    country = context.names.country(named.country) if named.country else None
    known = [each for each in (named.name and clean(named.name), country, role) if each] or ["–"]
    first, second, *_ = [*known, None]
    return context.words.plain("people.label", name=first, place=second) if second else context.words.value(first)


def board(meeting: Meeting, context: Context) -> tuple[Button, ...]:
    """Back to the numbers."""
    return (context.button("button.board", ShowBoard(meeting.id)),)


def entry(message: m.AttendanceEntry, meeting: Meeting, context: Context) -> Draft:
    """One answer with all about it, and what can be done."""
    words, found = context.words, message.entry
    if found is None:
        return Draft((heading(meeting, context), words.html("entry.gone")), (board(meeting, context),))
    head = Markup("<b>{}</b>").format(who(found.who, context))
    if message.removing:
        asked = words.html("entry.removing" if found.on_telegram else "entry.removing.by_hand")
        return Draft((heading(meeting, context), head, asked), (_removing(found, meeting, context),))
    return Draft(
        (
            heading(meeting, context),
            head,
            lines(*_facts(found, meeting, context)),
            lines(*_notes(found, context)),
            lines(words.html("entry.history"), *(_step(step, context) for step in found.steps[1:]))
            if found.steps[1:]
            else Markup(),
            words.html("entry.enter") if found.answer is None else Markup(),
        ),
        (*rows(_moves(found, meeting, context)), (*_list(found, meeting, context), *board(meeting, context))),
    )


def adding(message: m.AskEntryCountry | m.AskEntryName | m.AskEntryAnswer, meeting: Meeting, context: Context) -> Draft:
    """Somebody who is not on Telegram is entered, step by step."""
    words = context.words
    back = (context.button("button.cancel", ShowBoard(meeting.id)),)
    title = lines(heading(meeting, context), words.html("add.title"))
    match message:
        case m.AskEntryCountry():
            key = "country.propose" if message.countries else "add.country"
            said = words.html("country.not_recognized" if message.unknown else key)
            proposed = (
                context.labelled(words.value(context.names.country(each)), AddOf(meeting.id, each))
                for each in message.countries
            )
            return Draft((title, said), (*rows(proposed, width=1), back))
        case m.AskEntryName():
            country = words.safe(context.names.country(message.country))
            asked = words.html("name.unfit" if message.unfit else "add.name")
            return Draft((title, country, asked), (back,))
        case m.AskEntryAnswer():
            place = context.names.country(message.country)
            named = words.html("people.label", name=message.name, place=place) if message.name else words.safe(place)
            unkept = Markup() if message.kept else words.html("add.unkept")
            answers = (
                context.button(f"attfile.answer.{answer}", AddWith(meeting.id, answer))
                for answer in answers_of(meeting)
            )
            return Draft((title, named, unkept, words.html("add.answer")), (*rows(answers), back))
        case _:
            assert_never(message)


def _buttons(page: NamesPage, meeting: Meeting, context: Context) -> Iterator[Button]:
    for named in page.names:
        said = who(named, context)
        if named.position is not None:
            said = context.words.plain("names.in_line", position=str(named.position), who=said)
        if named.request is not None:
            yield context.labelled(said, ShowLate(str(named.request)))
        elif named.rsvp is not None:
            yield context.labelled(said, ShowEntry(meeting.id, str(named.rsvp)))
        else:
            yield context.labelled(said, ShowSilent(meeting.id, str(named.person)))


def _facts(found: Entry, meeting: Meeting, context: Context) -> Iterator[Markup]:
    words = context.words
    if found.answer is None:
        yield words.html("entry.none")
    else:
        yield words.html("entry.answer", answer=answer_in_words(found.answer, found.who.party, context))
    match found.seat:
        case Seat.WAITING:
            yield words.html("entry.waiting", position=str(found.who.position or 1))
        case Seat.OFFERED:
            yield words.html("entry.offered", time=moment(found.confirm_by or meeting.begins_at(), meeting, context))
        case Seat.LAPSED:
            yield words.html("entry.lapsed")
        case Seat.NONE | Seat.TAKEN:
            pass
        case _:
            assert_never(found.seat)
    if found.answered_at is not None:
        yield words.html("entry.since", time=moment(found.answered_at, meeting, context))
    if not found.on_telegram:
        yield words.html("entry.by_hand")
    elif not found.reachable:
        yield words.html("entry.unreachable")


def _notes(found: Entry, context: Context) -> Iterator[Markup]:
    """What they have told besides, which nobody but organizers reads."""
    for key, told in (
        ("entry.substitute", found.substitute),
        ("detail.travel.told", found.travel),
        ("detail.access.told", found.access),
    ):
        if told:
            yield context.words.html(key, told=told)


def _step(step: Step, context: Context) -> Markup:
    words = context.words
    match step.why:
        case Why.ANSWERED | Why.BY_ORGANIZER | Why.GRANTED:
            answer = answer_in_words(step.answer, 1, context) if step.answer else Markup("–")
            said = words.html(f"step.{step.why}", answer=answer)
        case _:
            said = words.html(f"step.{step.why}")
    return words.html("step", date=day(step.at, context), what=said)


def _moves(found: Entry, meeting: Meeting, context: Context) -> Iterator[Button]:
    for answer in answers_of(meeting):
        if found.who.rsvp is None:
            yield context.button(f"attfile.answer.{answer}", EnterAnswer(meeting.id, str(found.who.person), answer))
        elif answer is not found.answer:
            yield context.button(f"attfile.answer.{answer}", MoveEntry(meeting.id, str(found.who.rsvp), answer))
        elif found.seat not in (Seat.NONE, Seat.TAKEN):
            yield context.button("button.entry.seat", MoveEntry(meeting.id, str(found.who.rsvp), answer))
    if found.who.rsvp is not None:
        yield context.button("button.entry.remove", AskRemoveEntry(meeting.id, str(found.who.rsvp)))


def _list(found: Entry, meeting: Meeting, context: Context) -> Iterator[Button]:
    """Back to those who stand where they do."""
    group = next((group for group, pairs in ANSWERED.items() if (found.answer, found.seat) in pairs), None)
    if group is None:
        group = Group.SILENT if found.reachable else Group.UNREACHABLE
    yield context.labelled(f"« {context.words.plain(f'group.{group}')}", ShowNames(meeting.id, group, "0"))


def _removing(found: Entry, meeting: Meeting, context: Context) -> tuple[Button, ...]:
    rsvp = str(found.who.rsvp)
    return (
        context.button("button.entry.remove", RemoveEntry(meeting.id, rsvp)),
        context.button("button.cancel", ShowEntry(meeting.id, rsvp)),
    )
