"""Writing announcements: /announce and its buttons."""

from collections.abc import Sequence

from bot.domain import actions
from bot.domain.actions_drafts import ALL, NO_MEETING, NO_ROUND
from bot.domain.exchange import Edit, Reply, Request, Send
from bot.services.container import Services
from bot.services.writing import FILES_OF_ALL


async def announce_command(request: Request, services: Services) -> Sequence[Reply]:
    """/announce"""
    return [Send(await services.desk.show(request.person))]


async def show_desk(request: Request, services: Services) -> Sequence[Reply]:
    """Which announcements there are."""
    return [Edit(await services.desk.show(request.person))]


async def show_desk_part(request: Request, services: Services) -> Sequence[Reply]:
    """Some of them."""
    action = request.pressed(actions.ShowDeskPart)
    return [Edit(await services.desk.show(request.person, action.part, actions.number_of(action.page)))]


async def show_draft(request: Request, services: Services) -> Sequence[Reply]:
    """One of them."""
    announcement = actions.number_of(request.pressed(actions.ShowDraft).announcement)
    return [Edit(await services.writing.card(request.person, announcement))]


async def begin_announcement(request: Request, services: Services) -> Sequence[Reply]:
    """A new one."""
    return [Edit(await services.desk.begin(request.person))]


async def show_earlier(request: Request, services: Services) -> Sequence[Reply]:
    """Those from which a new one can begin."""
    page = actions.number_of(request.pressed(actions.ShowEarlier).page)
    return [Edit(await services.desk.earlier(request.person, page))]


async def copy_announcement(request: Request, services: Services) -> Sequence[Reply]:
    """A new one that begins as this one."""
    announcement = actions.number_of(request.pressed(actions.CopyAnnouncement).announcement)
    return [Edit(await services.desk.copy(request.person, announcement))]


async def show_texts(request: Request, services: Services) -> Sequence[Reply]:
    """Which languages there are."""
    announcement = actions.number_of(request.pressed(actions.ShowTexts).announcement)
    return [Edit(await services.writing.texts(request.person, announcement))]


async def write_text(request: Request, services: Services) -> Sequence[Reply]:
    """The text in a language, please."""
    action = request.pressed(actions.WriteText)
    asked = await services.writing_words.ask_text(
        request.person, actions.number_of(action.announcement), action.language
    )
    return [Edit(asked)]


async def remove_text(request: Request, services: Services) -> Sequence[Reply]:
    """Nothing in this language."""
    action = request.pressed(actions.RemoveText)
    return [
        Edit(
            await services.writing.remove_text(request.person, actions.number_of(action.announcement), action.language)
        )
    ]


async def write_all_texts(request: Request, services: Services) -> Sequence[Reply]:
    """All texts in one file, please."""
    announcement = actions.number_of(request.pressed(actions.WriteAllTexts).announcement)
    return [Edit(await services.writing_words.ask_all(request.person, announcement))]


async def get_texts_template(request: Request, services: Services) -> Sequence[Reply]:
    """A file to fill in; it is still waited for."""
    announcement = actions.number_of(request.pressed(actions.GetTextsTemplate).announcement)
    await services.writing_words.ask_all(request.person, announcement)
    return [Send(await services.writing.template(request.person, announcement))]


async def show_files(request: Request, services: Services) -> Sequence[Reply]:
    """The files that go with it."""
    announcement = actions.number_of(request.pressed(actions.ShowFiles).announcement)
    return [Edit(await services.writing.files(request.person, announcement))]


async def add_file(request: Request, services: Services) -> Sequence[Reply]:
    """Files for a language, please."""
    action = request.pressed(actions.AddFile)
    language = _of_all(action.language)
    return [
        Edit(await services.writing_words.ask_file(request.person, actions.number_of(action.announcement), language))
    ]


async def remove_file(request: Request, services: Services) -> Sequence[Reply]:
    """It goes with it no longer."""
    action = request.pressed(actions.RemoveFile)
    language = _of_all(action.language)
    announcement = actions.number_of(action.announcement)
    return [Edit(await services.writing.remove_file(request.person, announcement, language, action.file))]


async def show_buttons(request: Request, services: Services) -> Sequence[Reply]:
    """The buttons beneath it."""
    announcement = actions.number_of(request.pressed(actions.ShowButtons).announcement)
    return [Edit(await services.writing.buttons(request.person, announcement))]


async def set_confirm(request: Request, services: Services) -> Sequence[Reply]:
    """Whether readers confirm that they have read it."""
    action = request.pressed(actions.SetConfirm)
    return [
        Edit(await services.writing.set_confirm(request.person, actions.number_of(action.announcement), action.switch))
    ]


async def choose_meeting(request: Request, services: Services) -> Sequence[Reply]:
    """To which meeting does a button lead?"""
    action = request.pressed(actions.ChooseMeeting)
    shown = await services.writing.meetings(
        request.person, actions.number_of(action.announcement), actions.number_of(action.page)
    )
    return [Edit(shown)]


async def set_meeting(request: Request, services: Services) -> Sequence[Reply]:
    """To this one."""
    action = request.pressed(actions.SetMeeting)
    meeting = None if action.meeting == NO_MEETING else action.meeting
    return [Edit(await services.writing.set_meeting(request.person, actions.number_of(action.announcement), meeting))]


async def choose_round(request: Request, services: Services) -> Sequence[Reply]:
    """To which round of feedback does a button lead?"""
    announcement = actions.number_of(request.pressed(actions.ChooseRound).announcement)
    return [Edit(await services.writing.rounds(request.person, announcement))]


async def set_round(request: Request, services: Services) -> Sequence[Reply]:
    """To this one."""
    action = request.pressed(actions.SetRound)
    round_id = None if action.round == NO_ROUND else action.round
    return [Edit(await services.writing.set_round(request.person, actions.number_of(action.announcement), round_id))]


async def write_link(request: Request, services: Services) -> Sequence[Reply]:
    """The address that a button opens, please."""
    announcement = actions.number_of(request.pressed(actions.WriteLink).announcement)
    return [Edit(await services.writing_words.ask_link(request.person, announcement))]


async def remove_link(request: Request, services: Services) -> Sequence[Reply]:
    """No address."""
    announcement = actions.number_of(request.pressed(actions.RemoveLink).announcement)
    return [Edit(await services.writing.remove_link(request.person, announcement))]


async def show_when(request: Request, services: Services) -> Sequence[Reply]:
    """When does it go out?"""
    announcement = actions.number_of(request.pressed(actions.ShowWhen).announcement)
    return [Edit(await services.writing_words.ask_when(request.person, announcement))]


async def set_timing(request: Request, services: Services) -> Sequence[Reply]:
    """At once, or in the morning."""
    action = request.pressed(actions.SetTiming)
    return [
        Edit(
            await services.writing_when.set_timing(request.person, actions.number_of(action.announcement), action.when)
        )
    ]


async def set_urgent(request: Request, services: Services) -> Sequence[Reply]:
    """Whether it comes in quiet hours as well; a time may still be typed."""
    action = request.pressed(actions.SetUrgent)
    announcement = actions.number_of(action.announcement)
    await services.writing_words.ask_when(request.person, announcement)
    return [Edit(await services.writing_when.set_urgent(request.person, announcement, action.switch))]


async def choose_day(request: Request, services: Services) -> Sequence[Reply]:
    """On this day."""
    action = request.pressed(actions.ChooseDay)
    return [
        Edit(await services.writing_words.ask_hour(request.person, actions.number_of(action.announcement), action.day))
    ]


async def set_time(request: Request, services: Services) -> Sequence[Reply]:
    """At this time."""
    action = request.pressed(actions.SetTime)
    return [
        Edit(await services.writing_when.set_time(request.person, actions.number_of(action.announcement), action.time))
    ]


async def ask_drop(request: Request, services: Services) -> Sequence[Reply]:
    """Shall it be deleted?"""
    announcement = actions.number_of(request.pressed(actions.AskDrop).announcement)
    return [Edit(await services.writing.ask_drop(request.person, announcement))]


async def drop_announcement(request: Request, services: Services) -> Sequence[Reply]:
    """It is deleted."""
    announcement = actions.number_of(request.pressed(actions.DropAnnouncement).announcement)
    return [Edit(await services.desk.drop(request.person, announcement))]


def _of_all(language: str) -> str:
    return FILES_OF_ALL if language == ALL else language
