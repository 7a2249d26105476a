"""Somebody of whom every table tells something, and whose every trace can be told from anything else."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from bot.domain.announcements import Announcement, Content, Reached, Settled, State, Timing
from bot.domain.attendance import Answer, LateRequest, Rsvp, Seat, Why
from bot.domain.audience import EVERYONE, resolve
from bot.domain.audit import Act, Entry
from bot.domain.content import Pack
from bot.domain.content_text import Text
from bot.domain.examples import Meant
from bot.domain.exchange import Incoming, LiveMessage, Outgoing, Priority
from bot.domain.messages import Help, MyDataFile
from bot.domain.outcomes import Failed, Sent, Unknown
from bot.domain.people import AccessRequest, Dialog, Grant, Invite, Person, Question, Role, Subscription
from bot.domain.rounds import Answered, Choice, Method, Remark, Round, RoundState, Said, Terms
from bot.ports import UnitOfWork
from bot.services.roles import Roles
from bot.services.round_watch import close

NOW: Final = datetime(2023, 4, 17, 12, tzinfo=UTC)
TELEGRAM_ID: Final = 4_203_599_627_370_123
NAME: Final = "Zafiraqueline"
WORDS: Final = "mauvecrocodile"
"""Stands in everything that they have written."""

OTHER_ID: Final = 4_103_599_627_370_456
OTHER_NAME: Final = "Barnabastian"


async def known_everywhere(uow: UnitOfWork) -> Person:
    """The person, with rows in every table, and another one with whom they have had to do."""
    other = await _somebody(uow, OTHER_ID, OTHER_NAME, Grant(Role.ADMINISTRATOR))
    person = await _somebody(uow, TELEGRAM_ID, NAME, Grant(Role.NFP, country="GE"))
    roles = Roles(uow, NOW)
    await roles.give(person, Grant(Role.TRANSLATOR), by=other, until=NOW + timedelta(days=30))
    await roles.give(other, Grant(Role.SECRETARIAT), by=person)
    await _invites(uow, person, other)
    await _requests(uow, person, other)
    await uow.dialogs.put(person.id, Dialog("topic", {"topic": "visa"}, NOW + timedelta(minutes=9), f"{WORDS} dialog"))
    await uow.questions.add(Question(person.id, "answer", "none", None, "en", f"{WORDS} question", 5), NOW)
    await uow.questions.add(Question(person.id, "publication", "meeting.visa", "brussels", "en", None, 6), NOW)
    await _examples(uow, person, other)
    await _attendance(uow, person, other)
    await _announcements(uow, person, other)
    await _rounds(uow, person, other)
    await _inbox(uow)
    await _outbox(uow, person, other)
    await uow.audit.add(Entry(Act.DATA_EXPORTED, person.pseudonym, person.pseudonym), NOW)
    found = await uow.people.find(person.id, NOW)
    assert found is not None
    return found


async def _somebody(uow: UnitOfWork, telegram_id: int, name: str, grant: Grant) -> Person:
    person = await uow.people.add(telegram_id, "en", NOW)
    await uow.people.choose_language(person.id, "en")
    await uow.people.set_country(person.id, "GE", "Asia/Tbilisi", NOW)
    await uow.people.set_region(person.id, "seee")
    await uow.people.set_name(person.id, name)
    await uow.people.set_stopped(person.id, [Subscription.REMINDERS])
    await Roles(uow, NOW).give(person, grant, by=None)
    return person


async def _invites(uow: UnitOfWork, person: Person, other: Person) -> None:
    for digest, maker, user in ((b"used by them", other, person), (b"of theirs", person, other)):
        await uow.invites.add(digest, Invite(Grant(Role.NFP, country="GE"), "en", NOW + timedelta(7), maker.id), NOW)
        await uow.invites.use(digest, user.id, NOW)
    unused = Invite(Grant(Role.NFP, country="GE"), "en", NOW + timedelta(days=7), person.id)
    await uow.invites.add(b"not used", unused, NOW)


async def _requests(uow: UnitOfWork, person: Person, other: Person) -> None:
    organizer = Grant(Role.ORGANIZER)
    decided = await uow.requests.add(AccessRequest(0, person.id, organizer, NOW, f"{WORDS} decided"))
    await uow.requests.decide(decided, approved=False, by=other.id, at=NOW)
    await uow.requests.add(AccessRequest(0, person.id, organizer, NOW, f"{WORDS} request", invited_by=other.id))
    of_other = await uow.requests.add(AccessRequest(0, other.id, organizer, NOW, "please", invited_by=person.id))
    await uow.requests.decide(of_other, approved=True, by=person.id, at=NOW)


async def _examples(uow: UnitOfWork, person: Person, other: Person) -> None:
    """Of both one that nobody has looked at, and one of theirs that is nobody's by now."""
    for asker, number, words in ((person, 7, "nobody's"), (person, 8, f"{WORDS} meant"), (other, 9, "please")):
        await uow.examples.add(Meant(asker.id, number, words, "en", "meeting.visa", "brussels"), NOW)
    if waiting := await uow.examples.waiting():
        await uow.examples.keep(waiting[0].id)


async def _attendance(uow: UnitOfWork, person: Person, other: Person) -> None:
    """Answers of both, each one changed by the other one, and one of somebody whom the person has entered by name."""
    days, over = "2023-05-30/2023-05-31", NOW + timedelta(days=60)
    for somebody, by, words in ((person, other, WORDS), (other, person, "please")):
        rsvp = Rsvp(0, "brussels", days, somebody.id, Answer.IN_PERSON, Seat.TAKEN, NOW, "GE", 2)
        kept = await uow.rsvps.put(rsvp, over, NOW, by=somebody.id, why=Why.ANSWERED)
        told = replace(kept, substitute=f"{words} besides", travel=f"{words} by train", access=f"{words} at the door")
        await uow.rsvps.put(told, over, NOW, by=by.id, why=Why.BY_ORGANIZER)
        await uow.rsvps.ask_late(LateRequest(0, "tbilisi", days, somebody.id, Answer.NO, 1, NOW), over)
        await uow.live_messages.note(LiveMessage(somebody.telegram_id, 5, somebody.id, "brussels", "meeting_card"))
        await uow.calendar_copies.note(somebody.id, "brussels", 1)
    entered = Rsvp(0, "brussels", days, None, Answer.ONLINE, Seat.TAKEN, NOW, "AM", name=OTHER_NAME)
    await uow.rsvps.put(entered, over, NOW, by=person.id, why=Why.BY_ORGANIZER)


async def _announcements(uow: UnitOfWork, person: Person, other: Person) -> None:
    """Of both a draft, one that was sent, which the other one has approved, and whom they announce to."""
    pack = Pack(default_language="en", timezone="UTC")
    for author, approver, words in ((person, other, WORDS), (other, person, "please")):
        draft = Announcement(0, author.id, State.DRAFT, NOW, NOW, Content(texts={"en": f"{words} drafted"}))
        await uow.announcements.add(draft)
        sent = Announcement(0, author.id, State.DONE, NOW, NOW, Content(texts={"en": "come"}), approved_by=approver.id)
        number = (await uow.announcements.add(sent)).id
        await uow.deliveries.fill(number, resolve(pack, EVERYONE, None, NOW), Timing(), NOW, "UTC")
        claimed = await uow.deliveries.claim(number, NOW, 2)
        settled = [Settled(each.id, Reached.SENT, None, (91,), 1, "en", NOW, NOW) for each in claimed]
        await uow.deliveries.settle(settled)
        for reader in (person, other):
            await uow.deliveries.note_read(number, reader.id, NOW)
            await uow.deliveries.note_pressed(number, reader.id, NOW)
        await uow.announcements.save_audience(author.id, f"{words} audience", EVERYONE, NOW)


async def _rounds(uow: UnitOfWork, person: Person, other: Person) -> None:
    """Of both a draft, and a round in which both have answered with their names; besides one without, and one that has
    closed."""
    for author, words in ((person, WORDS), (other, "please")):
        draft = Round(f"r.draft{author.id}", RoundState.DRAFT, _terms(f"{words} round"), NOW, NOW, author.id)
        await uow.rounds.add(draft)
    for number, (author_id, anonymous) in enumerate(
        ((person.id, False), (other.id, False), (None, True), (None, False))
    ):
        terms = _terms("What matters?", anonymous=anonymous)
        asked = Round(f"r.{number}", RoundState.OPEN, terms, NOW, NOW, author_id, opened_at=NOW)
        await uow.rounds.add(asked)
        await uow.rounds.make_secret(asked.id)
        for somebody, words in ((person, "nobody's" if anonymous else WORDS), (other, "please")):
            await uow.round_answers.put(asked.id, somebody.id, Answered("ab", "ab"), ("seee",), named=not anonymous)
            said = Said(Remark.COMMENT, words, "en")
            await uow.round_answers.set_remark(asked.id, somebody.id, said, named=not anonymous)
    await close(uow, Pack(default_language="en", timezone="UTC"), asked, NOW)


def _terms(title: str, *, anonymous: bool = False) -> Terms:
    choices = (Choice(key="a", title=Text({"en": "Roads"})), Choice(key="b", title=Text({"en": "Bridges"})))
    method = Method.CHOOSE
    return Terms(title=Text({"en": title}), method=method, most=2, choices=choices, anonymous=anonymous, comment=True)


async def _inbox(uow: UnitOfWork) -> None:
    payload = f'{{"text": "{WORDS}", "name": "{NAME}", "id": {TELEGRAM_ID}}}'.encode()
    await uow.inbox.store([Incoming(number, TELEGRAM_ID, payload, NOW, member=True) for number in (1, 2, 3)])
    await uow.inbox.store([Incoming(4, OTHER_ID, b"{}", NOW)])
    await uow.inbox.done(1, NOW)
    await uow.inbox.set_aside(2, "ValueError", NOW)


async def _outbox(uow: UnitOfWork, person: Person, other: Person) -> None:
    """A row that was sent, one that failed, one that is being sent to a group in which they have asked something, and
    one that waits; notices on them to somebody else, of one of which it is not known whether it arrived; and the last
    word to a third one."""
    told = MyDataFile(document=f"{NAME} {WORDS} {TELEGRAM_ID}")
    for number, outcome in enumerate((Sent(8), Failed("stopped by the person"), None)):
        once = f"step:{TELEGRAM_ID}:{number}"
        await uow.outbox.add([Outgoing(TELEGRAM_ID if outcome else -1, person.id, told, once=once, edits=7)], NOW)
        (row,) = await uow.outbox.claim(NOW, NOW + timedelta(minutes=10), 1, ())
        if outcome:
            await uow.outbox.record(row.id, outcome, NOW)
    await uow.outbox.add([Outgoing(TELEGRAM_ID, person.id, told, subscription=Subscription.NOTICES)], NOW)
    for number in range(2):
        notice = Outgoing(OTHER_ID, other.id, told, Priority.REMINDER, Subscription.NOTICES, about=person.id)
        await uow.outbox.add([notice], NOW)
        if number == 0:
            (row,) = await uow.outbox.claim(NOW, NOW + timedelta(minutes=10), 1, (TELEGRAM_ID,))
            await uow.outbox.record(row.id, Unknown("broken"), NOW)
    await uow.outbox.add([Outgoing(OTHER_ID + 1, None, Help())], NOW)
