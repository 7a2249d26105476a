"""An announcement as one reader gets it, and how far it has come."""

from datetime import datetime

from bot.domain.announcements import Announcement, Content, Tally, beginning_of
from bot.domain.messages_announcements import Progress, Shown
from bot.ports import UnitOfWork


def shown_to(
    content: Content,
    language: str,
    second_language: str | None = None,
    *,
    read: bool = False,
) -> Shown | None:
    """What somebody with these languages reads; none where nothing is written."""
    found = content.language_for(language, second_language)
    if found is None:
        return None
    return Shown(
        language=found,
        html=content.texts[found],
        files=content.files_for(found),
        confirm=content.confirm,
        meeting=content.meeting,
        round=content.round,
        link=content.link,
        corrected_at=content.corrected.get(found),
        read=read,
    )


def beginning_in(content: Content, language: str) -> str | None:
    """The first words of what is said in a language; none where nothing is."""
    return beginning_of(content.texts[language]) if language in content.texts else None


async def progress_of(uow: UnitOfWork, announcement: Announcement, now: datetime) -> Progress:
    """How far it has come by now."""
    return _progress(announcement, await uow.deliveries.tally(announcement.id, announcement.version, now))


def beginning(announcement: Announcement, language: str) -> str:
    """Its first words, as somebody with this language knows it by."""
    found = announcement.written.language_for(language)
    return "" if found is None else beginning_of(announcement.written.texts[found])


def _progress(announcement: Announcement, tally: Tally) -> Progress:
    return Progress(
        state=announcement.state,
        total=tally.total,
        reached=dict(tally.reached),
        waiting=tally.waiting,
        later=tally.later,
        last_due=tally.last_due,
        editing=tally.editing,
        current=tally.current,
        version=announcement.version,
        read=tally.read,
        pressed=tally.pressed,
        confirm=announcement.content.confirm,
        pace=announcement.pace,
        halted=announcement.halted,
        at=announcement.timing.at,
        started_at=announcement.started_at,
        finished_at=announcement.finished_at,
    )
