"""Announcements as they are looked at before they go: what is to be known, previews, tests."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from bot.domain.announcements import STARTED, Announcement, State
from bot.domain.audience import ReaderCount, Selection
from bot.domain.content import Pack
from bot.domain.exchange import Outgoing, Priority
from bot.domain.messages import (
    Announced,
    AnnouncementCheck,
    AnnouncementGone,
    AnnouncementStatus,
    ButtonExpired,
    ChooseColleague,
    Message,
    PreviewNote,
    TrialNote,
)
from bot.domain.messages_sending import Colleague, Looked, Refusal
from bot.domain.people import Person, Subscription
from bot.domain.policy import Right, holders_of
from bot.domain.rounds import Round
from bot.ports import UnitOfWork
from bot.services.announced import beginning, shown_to
from bot.services.announced_rounds import resolved
from bot.services.announcing import Announcing
from bot.services.checks import findings, languages_read, who_is_asked, who_sees
from bot.services.drafting import Drafting, concerns, may_follow

DIGITS: Final = 16
"""Of a digest, as a button carries it."""

_MOST_COLLEAGUES: Final = 30


class Looking:
    """Over one transaction, at one instant. Each act asks anew whose announcement it is."""

    def __init__(self, uow: UnitOfWork, drafting: Drafting, announcing: Announcing, pack: Pack, now: datetime) -> None:
        self._uow = uow
        self._drafting = drafting
        self._announcing = announcing
        self._pack = pack
        self._now = now

    async def check(self, person: Person, announcement_id: int, refused: Refusal | None = None) -> Message:
        """What is to be known before it goes."""
        announcement = await self.seen(person, announcement_id)
        return AnnouncementGone() if announcement is None else await self.screen(person, announcement, refused)

    async def preview(self, person: Person, announcement_id: int, language: str) -> tuple[Message, ...]:
        """What readers of a language get, beneath a note on how many they are."""
        announcement = await self.seen(person, announcement_id)
        shown = None if announcement is None else shown_to(announcement.written, language)
        if announcement is None or shown is None:
            return (AnnouncementGone(),)
        looked = await self.looked(announcement, person.language)
        count = sum(number for reads, _, number in looked.read if reads == language)
        note = PreviewNote(announcement=announcement.id, language=language, count=count)
        return (note, Announced(announcement=announcement.id, shown=shown))

    async def colleagues(self, person: Person, announcement_id: int, sent_to: str | None = None) -> Message:
        """Who else announces, to whom it can be sent as a test."""
        announcement = await self.seen(person, announcement_id)
        if announcement is None:
            return AnnouncementGone()
        others = await self.others(announcement, person)
        names = await self._uow.people.names([each.id for each in others])
        return ChooseColleague(
            announcement=announcement.id,
            colleagues=tuple(Colleague(person=each.id, name=names[each.id]) for each in others if each.id in names)[
                :_MOST_COLLEAGUES
            ],
            sent_to=sent_to,
        )

    async def try_on(self, person: Person, announcement_id: int, colleague_id: int) -> Message:
        """Send it to a colleague as a test, in their language; the same thing once."""
        announcement = await self.seen(person, announcement_id)
        if announcement is None:
            return AnnouncementGone()
        found = [each for each in await self.others(announcement, person) if each.id == colleague_id]
        shown = None
        if found:
            shown = shown_to(announcement.written, found[0].language, found[0].second_language)
        if shown is None:
            return ButtonExpired()
        names = await self._uow.people.names([person.id, found[0].id])
        note = TrialNote(announcement=announcement.id, by=names.get(person.id))
        once = f"trial/{announcement.id}/{announcement.digest[:DIGITS]}/{found[0].id}"
        await self.tell(found, note, about=person, once=f"{once}/note")
        await self.tell(found, Announced(announcement=announcement.id, shown=shown), once=once)
        return await self.colleagues(person, announcement_id, sent_to=names.get(found[0].id))

    async def seen(self, person: Person, announcement_id: int) -> Announcement | None:
        """One that they may look at before it goes: their own, or one that they are asked about, or have decided on as
        it stands; of what has gone, what was sent."""
        announcement = await self._drafting.of(person, announcement_id)
        if announcement is None:
            return None
        gone = announcement.state is not State.DRAFT and announcement.correction is None
        return announcement if gone or concerns(person, announcement) else None

    async def screen(self, person: Person, announcement: Announcement, refused: Refusal | None = None) -> Message:
        """What is to be known of it, or how far it has come where nothing of it is still to go."""
        started = announcement.state in STARTED
        if announcement.correction is None and (
            started or (refused == "state" and announcement.state is State.SCHEDULED)
        ):
            return AnnouncementStatus(announcement=announcement.id)
        return AnnouncementCheck(
            announcement=announcement.id,
            looked=await self.looked(announcement, person.language),
            own=announcement.author_id in (None, person.id),
            second=await self._announcing.needs_second(announcement),
            asked=announcement.is_asked,
            approved=announcement.is_approved,
            refusal=announcement.refusal,
            refused=refused,
        )

    async def looked(self, announcement: Announcement, language: str) -> Looked:
        """As it is shown before it goes."""
        started = announcement.state in STARTED
        counts = [] if started else await self._drafting.counts(announcement)
        unseeing = 0 if started else await self._unseeing(announcement, counts)
        round_ = await self._round(announcement)
        unasked = 0
        if round_ is not None and not started:
            unasked = await self._beyond(announcement, who_is_asked(round_, announcement.selection), counts)
        read = languages_read(announcement.written, counts)
        if started:
            read = {(each, each): 0 for each in announcement.written.texts}
        return Looked(
            beginning=beginning(announcement, language),
            selection=announcement.selection,
            scope=None if announcement.scope is None else tuple(sorted(announcement.scope)),
            timing=announcement.timing,
            readers=sum(each.count for each in counts if each.gets_it),
            read=tuple((reads, found, count) for (reads, found), count in read.items()),
            findings=findings(
                announcement, self._pack, counts, self._now, unseeing=unseeing, round_=round_, unasked=unasked
            ),
            rounds=await self._drafting.titles(announcement.selection),
            digest=announcement.digest[:DIGITS],
            correction=announcement.correction is not None,
            corrected=announcement.corrected_languages,
            state=announcement.state,
        )

    async def others(self, announcement: Announcement, person: Person) -> list[Person]:
        """Who else may follow it, and can be written to."""
        held = await self._uow.grants.in_force(self._now, holders_of(Right.ANNOUNCING))
        ids = dict.fromkeys(each.person_id for each in held if each.person_id != person.id)
        found = [await self._uow.people.find(each, self._now) for each in ids]
        return [each for each in found if each is not None and each.reachable and may_follow(each, announcement)]

    async def tell(
        self, people: Iterable[Person], message: Message, *, about: Person | None = None, once: str | None = None
    ) -> None:
        """Send them this as a notice; `about`: whom it names."""
        await self._uow.outbox.add(
            [
                Outgoing(
                    each.telegram_id,
                    each.id,
                    message,
                    Priority.REMINDER,
                    Subscription.NOTICES,
                    once=once,
                    about=None if about is None else about.id,
                )
                for each in people
            ],
            self._now,
        )

    async def _unseeing(self, announcement: Announcement, counts: Iterable[ReaderCount]) -> int:
        """How many of them may not see the meeting to which its button leads."""
        meeting = None if announcement.written.meeting is None else self._pack.meeting(announcement.written.meeting)
        seeing = None if meeting is None else who_sees(meeting, announcement.selection)
        return await self._beyond(announcement, seeing, counts)

    async def _beyond(self, announcement: Announcement, some: Selection | None, counts: Iterable[ReaderCount]) -> int:
        """How many of them are not among `some`; none: nobody."""
        if some is None:
            return 0
        chosen = await resolved(self._uow, self._pack, some, announcement.scope, self._now)
        found = await self._uow.readers.counts(chosen)
        return sum(each.count for each in counts if each.gets_it) - sum(each.count for each in found if each.gets_it)

    async def _round(self, announcement: Announcement) -> Round | None:
        """The round of feedback to which its button leads."""
        round_id = announcement.written.round
        return None if round_id is None else await self._uow.rounds.get(round_id)
