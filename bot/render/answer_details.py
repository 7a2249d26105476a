"""What organizers ask besides the answer: how many people, who comes instead, notes on travel and access."""

from collections.abc import Iterator

from markupsafe import Markup

from bot.domain import messages as m
from bot.domain import retention
from bot.domain.actions import EraseDetail, GiveAnswerFor, ShowDetails, TellDetail
from bot.domain.attendance import LARGEST_PARTY, Answer, Detail, details_of
from bot.domain.exchange import Button, Rows
from bot.domain.meetings import Meeting
from bot.domain.messages_meetings import Own
from bot.render.answers import told
from bot.render.attendance import attendance_lines, own_line
from bot.render.context import Context, Draft, lines, rows
from bot.render.handover import contacts
from bot.render.meetings import all_about, heading

DetailMessage = m.AnswerDetails | m.AskDetail | m.DetailTooLong | m.DetailUnkept

_PARTIES = range(1, 7)
"""Numbers of people that have a button."""


def details(message: DetailMessage, context: Context) -> Draft:
    """What is asked besides; nothing to whoever has no answer for which it is."""
    meeting, attendance = context.pack.meeting(message.meeting), message.attendance
    if meeting is None or attendance is None:
        return context.gone()
    own = attendance.own
    if own is None or not details_of(meeting, own.answer):
        said = attendance_lines(meeting, attendance, context)
        return Draft((heading(meeting, context), said), ((all_about(meeting, context),),))
    match message:
        case m.AnswerDetails():
            return _all(meeting, own, context, own_line(meeting, attendance, context))
        case m.AskDetail():
            return _one(message, meeting, own, context)
        case m.DetailTooLong():
            said = context.words.html("detail.too_long", length=str(message.length), most=str(message.most))
            return Draft((heading(meeting, context), said), ((_skip(meeting, context),),))
        case m.DetailUnkept():
            found, sources = contacts(context)
            said = context.words.html("detail.unkept")
            return Draft((said, *found, context.sources(*sources)), ((_skip(meeting, context),),))


def _all(meeting: Meeting, own: Own, context: Context, answered: Markup) -> Draft:
    words = context.words
    asked = details_of(meeting, own.answer)
    each_told = (words.html(f"detail.{each}.told", told=_shown(each, own)) for each in asked)
    private = any(each is not Detail.PARTY_SIZE for each in asked)
    return Draft(
        (
            heading(meeting, context),
            answered,
            lines(words.html("details.title"), *each_told),
            words.html("details.kept", n=retention.RSVP_DETAILS_KEPT.days) if private else Markup(),
        ),
        (
            *rows(context.button(f"button.detail.{each}", TellDetail(meeting.id, each)) for each in asked),
            (all_about(meeting, context),),
        ),
    )


def _one(message: m.AskDetail, meeting: Meeting, own: Own, context: Context) -> Draft:
    words, detail = context.words, message.detail
    said = words.html(f"detail.{detail}.told", told=_shown(detail, own))
    unfit = words.html("detail.party_size.unfit", most=str(LARGEST_PARTY)) if message.unfit else Markup()
    people = detail is Detail.PARTY_SIZE
    ask = words.html(f"detail.{detail}.ask", most=str(LARGEST_PARTY)) if people else words.html(f"detail.{detail}.ask")
    return Draft(
        (heading(meeting, context), said, unfit, ask),
        (*_sizes(detail, meeting, context), tuple(_leaving(detail, meeting, own, context))),
    )


def _sizes(detail: Detail, meeting: Meeting, context: Context) -> Rows:
    if detail is not Detail.PARTY_SIZE:
        return ()
    sizes = (context.labelled(str(size), GiveAnswerFor(meeting.id, Answer.IN_PERSON, str(size))) for size in _PARTIES)
    return rows(sizes, width=3)


def _leaving(detail: Detail, meeting: Meeting, own: Own, context: Context) -> Iterator[Button]:
    if detail is not Detail.PARTY_SIZE and told(detail, own):
        yield context.button("button.detail.erase", EraseDetail(meeting.id, detail))
    yield _skip(meeting, context)


def _skip(meeting: Meeting, context: Context) -> Button:
    return context.button("button.detail.skip", ShowDetails(meeting.id))


def _shown(detail: Detail, own: Own) -> str:
    return str(own.party) if detail is Detail.PARTY_SIZE else told(detail, own) or "–"
