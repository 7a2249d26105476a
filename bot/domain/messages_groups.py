"""Messages of groups: what is said before all in one, and what over it, to whoever presses a button there, alone."""

from typing import Literal

from bot.domain.attendance import Answer, Seat
from bot.domain.message_model import MessageModel


class GroupMeetings(MessageModel):
    """To whoever may show meetings in the group: which one is it to be?"""

    kind: Literal["group_meetings"] = "group_meetings"


class NotedInGroup(MessageModel):
    """Their answer as it stands now; `position`: their place in line, where they wait for a place; `told`: whether the
    receipt comes to their private chat."""

    kind: Literal["noted_in_group"] = "noted_in_group"
    answer: Answer
    seat: Seat
    position: int | None = None
    told: bool = True


class RefusedInGroup(MessageModel):
    """Why a press in a group does nothing. `no_member`: only members answer; `not_theirs`: the meeting is none that
    they see; `not_shown_by_them`: showing it is up to others; `in_private`: it works in their private chat alone."""

    kind: Literal["refused_in_group"] = "refused_in_group"
    why: Literal[
        "not_yet",
        "closed",
        "over",
        "no_such_answer",
        "no_room",
        "no_member",
        "not_theirs",
        "not_shown_by_them",
        "in_private",
    ]


class StrangerInGroup(MessageModel):
    """To somebody who presses a button in a group and has never written to the bot; `bot`: its name, without the @."""

    kind: Literal["stranger_in_group"] = "stranger_in_group"
    bot: str
