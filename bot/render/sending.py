"""Announcements as they are looked at before they go."""

from collections.abc import Iterator
from typing import assert_never

from markupsafe import Markup

from bot.domain import messages as m
from bot.domain.actions import (
    ApproveAnnouncement,
    AskApproval,
    PreviewAnnouncement,
    RefuseAnnouncement,
    SendAnnouncement,
    ShowAudience,
    ShowCheck,
    ShowColleagues,
    ShowDraft,
    ShowStatus,
    ShowWhen,
    StopAnnouncement,
    TryAnnouncement,
    UnscheduleAnnouncement,
)
from bot.domain.announcements import STARTED, State
from bot.domain.exchange import Button, Rows
from bot.domain.messages_sending import Finding, FindingKind, Looked
from bot.render.audience_sentence import sentence
from bot.render.context import Context, Draft, capital, lines, rows
from bot.render.draft_parts import timing

SendingMessage = (
    m.AnnouncementCheck
    | m.PreviewNote
    | m.ChooseColleague
    | m.TrialNote
    | m.ApprovalAsked
    | m.ApprovalDecided
    | m.ApprovalNoted
    | m.AskRefusalReason
    | m.AskReaderCount
    | m.AskStopAnnouncement
    | m.AnnouncementUnsent
)


def sending(message: SendingMessage, context: Context) -> Draft:
    """What those see who look at announcements, approve them and have them sent."""
    words, number = context.words, str(message.announcement)
    to_draft = context.button("button.draft", ShowDraft(number))
    match message:
        case m.AnnouncementCheck():
            return _check(message, context)
        case m.PreviewNote(language=language, count=count):
            name = context.names.language(language)
            key = "preview.note" if count else "preview.note.nobody"
            return Draft((words.html(key, language=name, **({"n": count} if count else {})),))
        case m.ChooseColleague():
            return _colleagues(message, context)
        case m.TrialNote(by=by):
            return Draft((words.html("trial.note", name=by) if by else words.html("trial.note.unnamed"),))
        case m.ApprovalAsked():
            return _asked(message, context)
        case m.ApprovalDecided():
            return _decided(message, context)
        case m.ApprovalNoted(approved=approved, beginning=beginning):
            key = "approval.noted.approved" if approved else "approval.noted.refused"
            return Draft((words.html(key, beginning=_named(beginning, context)),), ((to_draft,),))
        case m.AskRefusalReason(too_long=too_long):
            return Draft((words.html("approval.reason.too_long" if too_long else "approval.reason"),), ((to_draft,),))
        case m.AskReaderCount(readers=readers, wrong=wrong):
            asked = words.html("confirm.everyone", n=readers)
            back = context.button("button.back", ShowCheck(number))
            return Draft((words.html("confirm.wrong") if wrong else Markup(), asked), ((back,),))
        case m.AskStopAnnouncement(waiting=waiting):
            stop = context.button("button.announcement.stop.yes", StopAnnouncement(number))
            back = context.button("button.back", ShowStatus(number))
            return Draft((words.html("stop.ask", n=waiting),), ((stop, back),))
        case m.AnnouncementUnsent(reason=reason, beginning=beginning):
            return Draft((words.html(f"unsent.{reason}", beginning=_named(beginning, context)),), ((to_draft,),))
        case _:
            assert_never(message)


def _check(message: m.AnnouncementCheck, context: Context) -> Draft:
    words, looked = context.words, message.looked
    refused = words.html(f"refused.{message.refused}") if message.refused else Markup()
    title = "check.title.correction" if looked.correction else "check.title"
    told = [Markup("<b>{}</b>").format(words.html(title, beginning=_named(looked.beginning, context)))]
    told += _facts(looked, context)
    standing = Markup()
    if message.approved:
        standing = words.html("draft.approved")
    elif message.asked:
        standing = words.html("draft.asked" if message.own else "approval.asked.unnamed")
    elif message.refusal is not None:
        standing = words.html("draft.refused", reason=message.refusal)
    elif message.second:
        standing = words.html("check.second")
    found = [_finding(each, context) for each in looked.findings]
    findings = lines(words.html("check.findings"), *found) if found else words.html("check.fine")
    return Draft((refused, lines(*told), findings, standing), _check_rows(message, context))


def _facts(looked: Looked, context: Context) -> Iterator[Markup]:
    words = context.words
    if looked.state in STARTED:
        if looked.corrected:
            languages = context.listed(context.names.language(each) for each in looked.corrected)
            yield words.html("check.corrected", languages=languages)
        return
    yield words.html("draft.to", audience=sentence(looked.selection, looked.scope, looked.rounds, context))
    yield words.html("audience.readers", n=looked.readers)
    yield from timing(looked.timing, context)


def _finding(finding: Finding, context: Context) -> Markup:
    words = context.words
    language = None if finding.language is None else context.names.language(finding.language)
    match finding.kind:
        case FindingKind.TOO_LONG:
            said = words.html("finding.too_long", language=language or "", n=finding.count)
        case FindingKind.UNTRANSLATED:
            other = context.names.language(finding.detail or "")
            said = words.html("finding.untranslated", language=language or "", other=other, n=finding.count)
        case FindingKind.FOREIGN_LINK:
            said = words.html("finding.foreign_link", language=language or "", link=finding.detail or "")
        case FindingKind.LINK_FORBIDDEN:
            said = words.html("finding.link_forbidden", link=finding.detail or "")
        case FindingKind.MEETING_UNSEEN | FindingKind.ROUND_UNASKED:
            said = words.html(f"finding.{finding.kind}", count=str(finding.count))
        case FindingKind.APART:
            said = words.html("finding.apart", language=language or "")
        case _:
            said = words.html(f"finding.{finding.kind}")
    return words.html("finding.blocks" if finding.kind.blocks else "finding.notes", said=said)


def _check_rows(message: m.AnnouncementCheck, context: Context) -> Rows:
    words, looked, number = context.words, message.looked, str(message.announcement)
    previews = [
        context.labelled(
            words.plain("button.preview", language=capital(context.names.language(reads))),
            PreviewAnnouncement(number, reads),
        )
        for reads, _, _ in looked.read
    ]
    return (*rows(previews), *rows(_check_acts(message, context)), (context.button("button.draft", ShowDraft(number)),))


def _check_acts(message: m.AnnouncementCheck, context: Context) -> Iterator[Button]:
    looked, number = message.looked, str(message.announcement)
    if looked.read:
        yield context.button("button.trial", ShowColleagues(number))
    if looked.state is State.SCHEDULED:
        yield context.button("button.unschedule", UnscheduleAnnouncement(number))
        return
    kinds = {each.kind for each in looked.findings}
    if message.own and FindingKind.NOBODY in kinds:
        yield context.button("button.draft.readers", ShowAudience(number))
    if message.own and FindingKind.PAST in kinds:
        yield context.button("button.draft.when", ShowWhen(number))
    if not message.own and message.asked:
        yield context.button("button.approve", ApproveAnnouncement(number, looked.digest))
        yield context.button("button.refuse", RefuseAnnouncement(number, looked.digest))
    if not message.own or any(kind.blocks for kind in kinds) or (looked.state in STARTED and not looked.correction):
        return
    if message.second and not message.approved:
        if not message.asked:
            yield context.button("button.ask_approval", AskApproval(number))
        return
    yield context.button(_send_key(looked), SendAnnouncement(number, looked.digest))


def _send_key(looked: Looked) -> str:
    if looked.state in STARTED:
        return "button.send.correction"
    return {"now": "button.send.now", "at": "button.send.at", "morning": "button.send.morning"}[looked.timing.kind]


def _asked(message: m.ApprovalAsked, context: Context) -> Draft:
    words, looked, number = context.words, message.looked, str(message.announcement)
    key = "approval.asked.correction" if looked.correction else "approval.asked"
    asked = words.html(key, name=message.by or words.html("approval.somebody"))
    title = Markup("<b>{}</b>").format(_named(looked.beginning, context))
    return Draft(
        (asked, lines(title, *_facts(looked, context))),
        (
            (context.button("button.look", ShowCheck(number)),),
            (
                context.button("button.approve", ApproveAnnouncement(number, looked.digest)),
                context.button("button.refuse", RefuseAnnouncement(number, looked.digest)),
            ),
        ),
    )


def _decided(message: m.ApprovalDecided, context: Context) -> Draft:
    words, number = context.words, str(message.announcement)
    by = message.by or words.html("approval.somebody")
    beginning = _named(message.beginning, context)
    if message.approved:
        said = words.html("approval.approved", beginning=beginning, name=by)
    else:
        said = words.html("approval.refused", beginning=beginning, name=by, reason=message.reason or "")
    next_ = context.button("button.draft.check", ShowCheck(number))
    return Draft((said,), ((next_, context.button("button.draft", ShowDraft(number))),))


def _colleagues(message: m.ChooseColleague, context: Context) -> Draft:
    words, number = context.words, str(message.announcement)
    done = words.html("trial.sent", name=message.sent_to) if message.sent_to else Markup()
    asked = words.html("trial.choose" if message.colleagues else "trial.nobody")
    buttons = [
        context.labelled(words.value(each.name), TryAnnouncement(number, str(each.person)))
        for each in message.colleagues
    ]
    return Draft((done, asked), (*rows(buttons), (context.button("button.back", ShowCheck(number)),)))


def _named(beginning: str, context: Context) -> str | Markup:
    return beginning or context.words.html("desk.untitled")
