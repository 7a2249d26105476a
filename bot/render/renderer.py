"""Messages put into words: a message, its reader, the pack and an instant → Telegram HTML and buttons."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final, assert_never

from markupsafe import Markup

from bot.domain import messages as m
from bot.domain.commands import commands_for
from bot.domain.content import Pack
from bot.domain.exchange import Part, Rendered, Rows, TextPart
from bot.domain.policy import Access, visible
from bot.ports import Reader
from bot.render import (
    about,
    access,
    announced,
    announcement_status,
    answer_details,
    answers,
    attendance_chart,
    attendance_files,
    audience,
    changes,
    choices,
    conversation,
    draft_texts,
    drafts,
    examples,
    faq,
    groups,
    handover,
    joining,
    meeting_card,
    meeting_lists,
    meeting_topics,
    meetings,
    news,
    onboarding,
    organizing,
    people,
    regions,
    reminders,
    reports,
    rights,
    roadmap,
    round_card,
    round_chart,
    round_decisions,
    round_lines,
    round_list,
    round_making,
    round_remarks,
    round_results,
    round_terms,
    round_workbook,
    sending,
    settings,
    unreached,
)
from bot.render.bidi import marked
from bot.render.catalogues import FALLBACK, Catalogues
from bot.render.context import Context, Draft
from bot.render.dates import Dates
from bot.render.languages import Names, read_languages
from bot.render.split import LIMIT, split
from bot.render.wording import Wording

MOST_BUTTONS: Final = 100
"""Buttons of one keyboard."""


class MessageRenderer:
    """Implements `bot.ports.Renderer` with the catalogues of a folder."""

    def __init__(self, folder: Path) -> None:
        """Read `folder` (as `locales/`): OSError where a file is missing, ValueError where one is malformed."""
        self._languages = read_languages(folder)
        catalogues = Catalogues(folder, self._languages)
        self._wordings: Mapping[str, Wording] = {
            code: Wording(catalogues, code, language.right_to_left) for code, language in self._languages.items()
        }
        self.names = {code: Names(folder, code) for code in self._languages}
        self._dates = {code: Dates(self._wordings[code], language) for code, language in self._languages.items()}

    def render(self, message: m.Message, reader: Reader, pack: Pack, now: datetime) -> Rendered:
        """The message for this reader, from what they may see of `pack`, at the instant `now` (aware).

        A language that the bot does not speak is answered in English.
        """
        context = self._context(reader, pack, now)
        draft = _draft(message, context)
        parts: tuple[Part, ...]
        if isinstance(draft, Draft):
            parts = _parts(draft, context.words.right_to_left)
        else:
            parts = draft if isinstance(draft, tuple) else (draft,)
        return Rendered(parts, tuple(context.named))

    def choice_label(self, choice: m.Choice, reader: Reader, pack: Pack, now: datetime) -> str:
        """What the button of a choice says to this reader, as in AskBack; empty where its target is not there for
        them."""
        context = self._context(reader, pack, now)
        said = choices.label(choice, context)
        return "" if said is None else context.label(said)

    def description(self, language: str) -> str:
        """What the bot says of itself in a language, to those who have not started it."""
        return self._wordings[language].plain("profile.description")

    def commands(self, language: str, access: Access) -> tuple[tuple[str, str], ...]:
        """The menu of commands in a language (English for one that the bot does not speak), for whoever has this
        access: name and description of each, in order."""
        words = self._wordings.get(language, self._wordings[FALLBACK])
        return tuple((name, words.plain(f"command.{name}")) for name in commands_for(access))

    def _context(self, reader: Reader, pack: Pack, now: datetime) -> Context:
        language = reader.language if reader.language in self._languages else FALLBACK
        return Context(
            words=self._wordings[language],
            names=self.names[language],
            dates=self._dates[language],
            languages=self._languages,
            reader=reader,
            pack=visible(pack, reader.access),
            now=now,
        )


def _parts(draft: Draft, right_to_left: bool) -> tuple[TextPart, ...]:
    html = str(Markup("\n\n").join(filter(None, draft.paragraphs)))
    # Marked once more after splitting: a break within a line makes another beginning, one mark longer.
    pieces = [marked(piece) for piece in split(marked(html), LIMIT - 1)] if right_to_left else split(html)
    *before, last = pieces
    return (*(TextPart(piece) for piece in before), TextPart(last, _fitting(draft.rows)))


def _fitting(rows: Rows) -> Rows:
    """The first rows, as many as a keyboard takes."""
    count = 0
    fitting = []
    for row in rows:
        count += len(row)
        if count > MOST_BUTTONS:
            break
        fitting.append(row)
    return tuple(fitting)


def _draft(message: m.Message, context: Context) -> Draft | Part | tuple[Part, ...]:
    """What each kind of message says."""
    match message:
        case m.ChooseLanguage():
            return onboarding.choose_language(message, context)
        case m.LanguageSet():
            return conversation.text_with_menu("language.set", context)
        case m.AskCountry():
            return onboarding.ask_country(message, context)
        case m.ProposeCountries():
            return onboarding.propose_countries(message, context)
        case m.CountryNotRecognized():
            return onboarding.not_recognized("country.not_recognized", context)
        case m.AskZone():
            return onboarding.ask_zone(message, context)
        case m.AskPlace():
            return onboarding.ask_place(message, context)
        case m.ProposeZones():
            return onboarding.propose_zones(message, context)
        case m.PlaceNotRecognized():
            return onboarding.not_recognized("place.not_recognized", context)
        case m.Welcome():
            return onboarding.welcome(message, context)
        case m.InviteAccepted():
            return onboarding.invite_accepted(message, context)
        case m.InviteRefused():
            return conversation.text_with_menu("invite.refused", context)
        case m.Settings():
            return settings.settings(message, context)
        case m.ChooseRegion():
            return settings.choose_region(message, context)
        case m.About():
            return about.about(message, context)
        case m.Privacy():
            return about.privacy(message, context)
        case m.Help():
            return conversation.help_(message, context)
        case m.MeetingList():
            return meeting_lists.meeting_list(message, context)
        case m.MeetingsFound():
            return meeting_lists.meetings_found(message, context)
        case m.MeetingCard(shared=True):
            return groups.shared_card(message, context)
        case m.MeetingCard():
            return meeting_card.card(message, context)
        case m.MeetingAnswer():
            return meeting_topics.answer(message, context)
        case m.MeetingMap():
            return meetings.venue(message, context)
        case m.CalendarFile():
            from bot.render import calendar_file  # noqa: PLC0415 - what it needs is loaded when a file is asked for

            return calendar_file.calendar_file(message, context)
        case m.MeetingChanged():
            return changes.changed(message, context)
        case m.ChangeWaits():
            return changes.waits(message, context)
        case m.ChangeTold():
            return changes.told(message, context)
        case m.RegionAnswer():
            return regions.answer(message, context)
        case m.RegionList():
            return regions.region_list(message, context)
        case m.RegionUnknown():
            return regions.region_unknown(message, context)
        case m.RoadmapList():
            return roadmap.roadmap_list(message, context)
        case m.RoadmapAnswer():
            return roadmap.answer(message, context)
        case m.FaqAnswer():
            return faq.answer(message, context)
        case m.AskBack():
            return choices.ask_back(message, context)
        case m.Rephrase():
            return handover.rephrase(message, context)
        case m.ExampleToReview() | m.NoExamples():
            return examples.reviewing(message, context)
        case m.SmallTalk():
            return conversation.small_talk(message, context)
        case m.Handover():
            return handover.handover(message, context)
        case m.WriteQuestion():
            return handover.write_question(message, context)
        case m.QuestionDropped():
            return conversation.text_with_menu("question.dropped", context)
        case m.QuestionNoted():
            return handover.question_noted(message, context)
        case m.PublicationNoted():
            return handover.publication_noted(message, context)
        case m.MembersOnly():
            return conversation.members_only(message, context)
        case m.NotAllowed():
            return conversation.text_with_menu("not_allowed", context)
        case m.People() | m.MemberCard() | m.AskTakeAway() | m.RoleTaken() | m.MemberLeft() | m.MemberUnreachable():
            return people.keeping(message, context)
        case m.MemberGone():
            return people.gone("people.gone", context)
        case m.LastAdministrator():
            return people.gone("people.last_administrator", context)
        case m.HandoverLink():
            return people.handover_link(message, context)
        case m.MyRoles():
            return people.my_roles(message, context)
        case m.MyRole():
            return people.my_role(message, context)
        case m.AskLayDown():
            return people.ask_lay_down(message, context)
        case m.RoleEnded():
            return people.ended(message, context)
        case m.AskStill():
            return people.ask_still(message, context)
        case m.StillConfirmed():
            return people.still_confirmed(message, context)
        case m.NotUnderstood():
            return handover.not_understood(message, context)
        case m.NothingToRead():
            return conversation.text_with_menu("nothing_to_read", context)
        case m.TooLong():
            return conversation.text_with_menu("too_long", context)
        case m.CannotRead():
            return conversation.text_with_menu(f"cannot_read.{message.what}", context)
        case m.UnknownCommand():
            return conversation.unknown_command(message, context)
        case m.ButtonExpired():
            return conversation.text_with_menu("button_expired", context)
        case m.PrivateOnly():
            return conversation.text_only("private_only", context)
        case m.GroupMeetings():
            return groups.group_meetings(message, context)
        case m.NotedInGroup() | m.RefusedInGroup() | m.StrangerInGroup():
            return groups.over_the_chat(message, context)
        case m.TooManyMessages():
            return conversation.text_only("too_many_messages", context)
        case m.SomethingWentWrong():
            return conversation.text_with_menu("something_went_wrong", context)
        case (
            m.ChooseInviteRole()
            | m.ChooseInviteRegion()
            | m.ChooseInviteCountry()
            | m.ProposeInviteCountries()
            | m.ChooseInviteMeeting()
            | m.ChooseInviteLanguage()
            | m.InviteMade()
            | m.InviteQr()
            | m.InviteWorkbook()
            | m.InviteLinksMade()
        ):
            return joining.inviting(message, context)
        case m.InviteOwn():
            return conversation.text_with_menu("invite.own", context)
        case m.InviteHeld():
            return joining.opened("invite.held", message, context)
        case m.InviteWaits():
            return joining.waits(message, context)
        case m.WriteAccess():
            return access.write_access(message, context)
        case m.AccessWordsTooLong():
            return access.too_long(message, context)
        case m.AccessDropped():
            return conversation.text_with_menu("access.dropped", context)
        case m.AccessUnavailable():
            return access.unavailable(message, context)
        case m.AccessHeld():
            return conversation.text_with_menu("access.held", context)
        case m.AccessSent():
            return access.sent(message, context)
        case m.AccessWaiting() | m.AccessPaused():
            return access.dated(message, context)
        case m.AccessGranted():
            return access.granted(message, context)
        case m.AccessRefused():
            return access.refused(message, context)
        case m.AccessAsked() | m.ChooseRefusal() | m.RequestDecided() | m.RequestGone() | m.OpenRequests():
            return access.deciding(message, context)
        case m.AskName():
            return access.ask_name("name.ask", context)
        case m.NameUnfit():
            return access.ask_name("name.unfit", context)
        case m.NameUnkept():
            return access.ask_name("name.unkept", context)
        case m.NameSet():
            return access.name_set(message, context)
        case m.MyData():
            return rights.my_data(message, context)
        case m.MyDataFile():
            return rights.my_data_file(message, context)
        case m.AskForget():
            return rights.ask_forget(message, context)
        case m.NothingForgotten():
            return conversation.text_with_menu("forget.kept", context)
        case m.Forgotten():
            return conversation.text_only("forgotten", context)
        case m.Subscriptions():
            return rights.subscriptions(message, context)
        case (
            m.AnswerNoted()
            | m.AnswerRefused()
            | m.AskAnswer()
            | m.LateSent()
            | m.SeatOffered()
            | m.SeatGiven()
            | m.SeatLapsed()
            | m.AnswerEntered()
            | m.AnswerPassedOn()
            | m.LateDecided()
        ):
            return answers.answering(message, context)
        case m.LateAsked():
            return answers.late_asked(message, context)
        case m.LateSettled():
            return answers.late_settled(message, context)
        case m.LateGone():
            return conversation.text_with_menu("late.gone", context)
        case m.AnswerDetails() | m.AskDetail() | m.DetailTooLong() | m.DetailUnkept():
            return answer_details.details(message, context)
        case m.AttendanceBoards():
            return organizing.boards(context)
        case (
            m.AttendanceBoard()
            | m.AttendanceNames()
            | m.AttendanceEntry()
            | m.AskEntryCountry()
            | m.AskEntryName()
            | m.AskEntryAnswer()
            | m.AskPlaces()
            | m.ChasePreview()
            | m.ChaseSent()
        ):
            return organizing.organizing(message, context)
        case m.AttendanceWorkbook():
            return attendance_files.workbook(message, context)
        case m.AttendanceCsv():
            return attendance_files.table(message, context)
        case m.AttendanceChart():
            return attendance_chart.chart(message, context)
        case m.Reminder():
            return reminders.reminder(message, context)
        case m.ReminderSnoozed():
            return reminders.snoozed(message, context)
        case m.SnoozeTooLate():
            return reminders.too_late(message, context)
        case m.RemindersAhead():
            return reminders.ahead(message, context)
        case m.ChooseQuietHours():
            return reminders.choose_quiet_hours(message, context)
        case m.Announced():
            return announced.announced(message, context)
        case m.AnnouncementReminder():
            return announced.reminder(message, context)
        case m.AnnouncementWithdrawn():
            return announced.withdrawn(message, context)
        case m.AnnouncementStatus() | m.AnnouncementHalted() | m.AnnouncementFinished():
            return announcement_status.status(message, context)
        case (
            m.AnnouncementDesk()
            | m.EarlierAnnouncements()
            | m.AnnouncementDraft()
            | m.AnnouncementTexts()
            | m.AskAnnouncementText()
            | m.AskAllTexts()
            | m.AnnouncementFiles()
            | m.AskAnnouncementFile()
            | m.AnnouncementButtons()
            | m.ChooseAnnouncedMeeting()
            | m.ChooseAnnouncedRound()
            | m.AskAnnouncedLink()
            | m.AnnouncementWhen()
            | m.AskDropAnnouncement()
        ):
            return drafts.drafts(message, context)
        case m.TextsTemplate():
            return draft_texts.template(message, context)
        case (
            m.AnnouncementCheck()
            | m.PreviewNote()
            | m.ChooseColleague()
            | m.TrialNote()
            | m.ApprovalAsked()
            | m.ApprovalDecided()
            | m.ApprovalNoted()
            | m.AskRefusalReason()
            | m.AskReaderCount()
            | m.AskStopAnnouncement()
            | m.AnnouncementUnsent()
        ):
            return sending.sending(message, context)
        case m.AudienceCard():
            return audience.card(message, context)
        case m.AudiencePick():
            return audience.pick(message, context)
        case m.SavedAudiences():
            return audience.saved(message, context)
        case m.AskAudienceName():
            return audience.ask_name(message, context)
        case m.UnreachedWorkbook():
            return unreached.workbook(message, context)
        case m.NewsList():
            return news.news(message, context)
        case m.AnnouncementConfirmed():
            return news.confirmed(message, context)
        case m.RoundToCome():
            return announced.round_to_come(message, context)
        case m.ReadNotNoted():
            return conversation.text_only("announced.read.preview", context)
        case m.ChooseSecondLanguage():
            return news.choose_second_language(message, context)
        case m.AnnouncementReport():
            return reports.report(message, context)
        case m.AskAfterwards():
            return reports.ask(message, context)
        case m.DeliveriesWorkbook():
            return reports.workbook(message, context)
        case m.AnnouncementGone():
            return conversation.text_with_menu("announcement.gone", context)
        case m.RoundCard():
            return round_card.card(message, context)
        case m.RoundList():
            return round_list.rounds(message, context)
        case m.RoundTerms():
            return round_terms.terms(message, context)
        case m.AskRemark():
            return round_remarks.ask(message, context)
        case m.RemarkUnkept():
            return round_remarks.unkept(message, context)
        case m.RoundGone():
            return round_card.gone(context)
        case m.DecisionDraft() | m.AskDecision() | m.AskPublishDecision() | m.RoundDecided() | m.FirstChoiceMoved():
            return round_decisions.decisions(message, context)
        case (
            m.RoundDesk()
            | m.RoundDraft()
            | m.AskRoundText()
            | m.RoundStep()
            | m.RoundPreview()
            | m.AskRoundOpening()
            | m.AskRoundClosing()
            | m.AskRoundDropping()
        ):
            return round_making.making(message, context)
        case m.RoundResults():
            return round_results.results(message, context)
        case m.ResultsPicture():
            return round_chart.picture(message, context)
        case m.ResultsWorkbook():
            return round_workbook.workbook(message, context)
        case m.RoundLines():
            return round_lines.lines_of(message, context)
        case _:
            assert_never(message)
