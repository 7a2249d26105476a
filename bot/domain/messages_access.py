"""Messages on joining and leaving: invitations, requests for access, and what becomes of roles."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.domain.message_model import MessageModel
from bot.domain.people import Role


class GrantMessage(MessageModel):
    """A message on a role, and on what it is for."""

    role: Role
    country: str | None = None
    region: str | None = None
    meeting: str | None = None


class ChooseInviteRole(MessageModel):
    """Whom to invite: the roles that the reader may give."""

    kind: Literal["choose_invite_role"] = "choose_invite_role"
    roles: tuple[Role, ...]


class ChooseInviteRegion(MessageModel):
    """For which region: whose secretariat it is, or in which an NFP's country lies. `whole`: all regions, or a country
    in none of them, are possible too."""

    kind: Literal["choose_invite_region"] = "choose_invite_region"
    role: Literal[Role.NFP, Role.SECRETARIAT]
    regions: tuple[str, ...]
    whole: bool = False


class ChooseInviteCountry(MessageModel):
    """For which country of a region. `taken`: those that have an NFP already."""

    kind: Literal["choose_invite_country"] = "choose_invite_country"
    region: str
    page: int = Field(default=0, ge=0)
    taken: tuple[str, ...] = ()


class ProposeInviteCountries(MessageModel):
    """The countries that a typed name can mean; none: it means none that the bot knows."""

    kind: Literal["propose_invite_countries"] = "propose_invite_countries"
    countries: tuple[str, ...] = ()


class ChooseInviteMeeting(MessageModel):
    """Which meeting somebody is to organize: one, or all."""

    kind: Literal["choose_invite_meeting"] = "choose_invite_meeting"
    page: int = Field(default=0, ge=0)


class ChooseInviteLanguage(GrantMessage):
    """In which language the bot begins with whoever uses the link."""

    kind: Literal["choose_invite_language"] = "choose_invite_language"


class InviteMade(GrantMessage):
    """A link to be handed on. `second`: what else it takes before the role is given: nothing, the word of another
    administrator, or that there be one at all."""

    kind: Literal["invite_made"] = "invite_made"
    language: str | None = None
    link: str
    expires: datetime
    second: Literal["no", "awaited", "missing"] = "no"


class InviteQr(GrantMessage):
    """The link of InviteMade as a picture."""

    kind: Literal["invite_qr"] = "invite_qr"
    link: str
    expires: datetime


class CountryLink(BaseModel):
    """A link for an NFP of a country, and the language in which the bot begins, where one is set."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    country: str
    language: str | None = None
    link: str


class InviteWorkbook(MessageModel):
    """A link for each country, of a region where one is named, as a workbook."""

    kind: Literal["invite_workbook"] = "invite_workbook"
    region: str | None = None
    links: tuple[CountryLink, ...]
    expires: datetime


class InviteLinksMade(MessageModel):
    """The workbook with the links follows."""

    kind: Literal["invite_links_made"] = "invite_links_made"


class InviteOwn(MessageModel):
    """The reader has opened a link that they have made themselves; it can still be handed on."""

    kind: Literal["invite_own"] = "invite_own"


class InviteHeld(GrantMessage):
    """The reader has opened a link for a role that they hold already; it can still be used by somebody else."""

    kind: Literal["invite_held"] = "invite_held"


class InviteWaits(GrantMessage):
    """The link was used, and somebody has to confirm its role; `nobody`: there is nobody yet who could."""

    kind: Literal["invite_waits"] = "invite_waits"
    nobody: bool = False


class WriteAccess(MessageModel):
    """Please write in one message who you are."""

    kind: Literal["write_access"] = "write_access"


class AccessWordsTooLong(MessageModel):
    """That was longer than can be passed on: please say it in at most so many characters."""

    kind: Literal["access_words_too_long"] = "access_words_too_long"
    most: int


class AccessDropped(MessageModel):
    """No request for access after all."""

    kind: Literal["access_dropped"] = "access_dropped"


class AccessUnavailable(MessageModel):
    """No request can be taken: without a key no words are kept, or nobody is there who could decide. Whom to write
    to."""

    kind: Literal["access_unavailable"] = "access_unavailable"


class AccessHeld(MessageModel):
    """Whoever asks for access has it already."""

    kind: Literal["access_held"] = "access_held"


class AccessSent(MessageModel):
    """The request has gone to the secretariats of these regions; none: to others who look after access."""

    kind: Literal["access_sent"] = "access_sent"
    regions: tuple[str, ...] = ()


class AccessWaiting(MessageModel):
    """The reader's request is not decided on yet."""

    kind: Literal["access_waiting"] = "access_waiting"
    asked_at: datetime


class AccessPaused(MessageModel):
    """The reader's request was refused lately; they can ask again from this instant on."""

    kind: Literal["access_paused"] = "access_paused"
    until: datetime


class AccessGranted(GrantMessage):
    """The reader's request was approved: what they are now."""

    kind: Literal["access_granted"] = "access_granted"


RefusalReason = Literal["unknown", "taken", "official", "none"]
"""Why a request for access is refused: not known to those who decide; the country has its NFP; please write from the
official address; without a reason."""


class AccessRefused(MessageModel):
    """The reader's request was refused, and why. `again`: from when on they can ask again, where they had asked."""

    kind: Literal["access_refused"] = "access_refused"
    reason: RefusalReason
    again: datetime | None = None


class AccessAsked(GrantMessage):
    """To those who decide: who asks for what, with buttons. `name`: as their Telegram shows it; `words`: what they have
    written; `invited_by`: who made the link that they have used; `taken`: the country has an NFP already; `successor`:
    they are to take over from whoever made the link or holds the role."""

    kind: Literal["access_asked"] = "access_asked"
    request: int
    name: str | None = None
    words: str | None = None
    language: str
    invited: bool = False
    invited_by: str | None = None
    taken: bool = False
    successor: bool = False


class ChooseRefusal(MessageModel):
    """Why is this request refused? A button for each reason."""

    kind: Literal["choose_refusal"] = "choose_refusal"
    request: int
    name: str | None = None


class RequestDecided(GrantMessage):
    """To those who decide: what was decided on a request."""

    kind: Literal["request_decided"] = "request_decided"
    state: Literal["approved", "refused"]
    name: str | None = None
    by: str | None = None


class RequestGone(MessageModel):
    """The request is not there any more: withdrawn, replaced by a newer one, or decided on long ago."""

    kind: Literal["request_gone"] = "request_gone"


class OpenRequest(BaseModel):
    """A line of the list: who asks to be an NFP of a country, or something else (`country`: none)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    request: int
    role: Role
    country: str | None = None
    name: str | None = None


class OpenRequests(MessageModel):
    """The requests on which the reader can decide, the oldest first; `more`: there are others, which follow."""

    kind: Literal["open_requests"] = "open_requests"
    requests: tuple[OpenRequest, ...] = ()
    more: bool = False


class NameUnkept(MessageModel):
    """Without a key no name is kept."""

    kind: Literal["name_unkept"] = "name_unkept"


class AskName(MessageModel):
    """The reader's name, to be typed."""

    kind: Literal["ask_name"] = "ask_name"


class NameUnfit(MessageModel):
    """What was typed is no name."""

    kind: Literal["name_unfit"] = "name_unfit"


class NameSet(MessageModel):
    """What the reader is called from now on."""

    kind: Literal["name_set"] = "name_set"
    name: str
