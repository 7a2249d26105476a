"""Messages on the reader's own answer to whether they come to a meeting."""

from typing import ClassVar, Literal

from bot.domain.attendance import Answer, Detail
from bot.domain.message_model import MessageModel
from bot.domain.messages_meetings import MeetingMessage

RefusalOfAnswer = Literal["not_yet", "closed", "over", "no_such_answer", "no_room"]
"""Why an answer was not taken; what was answered before still stands."""


class AnswerNoted(MeetingMessage):
    """The receipt: what is noted, until when it can be changed, and what is still asked."""

    live: ClassVar[bool] = True

    kind: Literal["answer_noted"] = "answer_noted"


class AnswerRefused(MeetingMessage):
    """The answer was not taken; `party`: for how many it was to be, where that was said."""

    kind: Literal["answer_refused"] = "answer_refused"
    why: RefusalOfAnswer
    answer: Answer
    party: int | None = None


class AskAnswer(MeetingMessage):
    """Does the reader come? `answer`: what was understood, to be confirmed; `party`: for how many, where that was
    said."""

    kind: Literal["ask_answer"] = "ask_answer"
    answer: Answer | None = None
    party: int | None = None


class LateSent(MeetingMessage):
    """The organizers were asked to allow an answer after the deadline."""

    kind: Literal["late_sent"] = "late_sent"
    answer: Answer


class LateSettled(MeetingMessage):
    """To the organizer who has decided on such an answer of somebody (`person`: their id): they have been told. Who
    that is, is filled in when it is sent."""

    kind: Literal["late_settled"] = "late_settled"
    granted: bool
    answer: Answer
    party: int = 1
    person: int | None = None
    name: str | None = None
    country: str | None = None


class LateGone(MessageModel):
    """To an organizer: there is nothing to decide any more, as somebody else has, or the wish has changed."""

    kind: Literal["late_gone"] = "late_gone"


class AnswerDetails(MeetingMessage):
    """What the organizers ask besides, and what the reader has told; `kept`: whether words can be kept at all."""

    kind: Literal["answer_details"] = "answer_details"
    kept: bool = True


class AskDetail(MeetingMessage):
    """One of these is asked for: the next text is taken for it. `unfit`: what came was no number of people."""

    kind: Literal["ask_detail"] = "ask_detail"
    detail: Detail
    unfit: bool = False


class DetailTooLong(MeetingMessage):
    """What came is longer than `most` characters: a shorter text is taken for it."""

    kind: Literal["detail_too_long"] = "detail_too_long"
    detail: Detail
    most: int
    length: int


class DetailUnkept(MeetingMessage):
    """Without a key the bot keeps no words: whom to write to instead."""

    kind: Literal["detail_unkept"] = "detail_unkept"
