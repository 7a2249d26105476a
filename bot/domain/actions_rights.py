"""Buttons on the rights over one's data, and on what one wants to be sent."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class ShowMyData:
    kind: ClassVar[str] = "mydata"


@dataclass(frozen=True)
class AskForget:
    """Say what would be lost, and ask."""

    kind: ClassVar[str] = "forget"


@dataclass(frozen=True)
class ForgetMe:
    """Yes, forget me."""

    kind: ClassVar[str] = "forgetme"


@dataclass(frozen=True)
class KeepEverything:
    """No, do not forget me."""

    kind: ClassVar[str] = "keepall"


@dataclass(frozen=True)
class ShowSubscriptions:
    kind: ClassVar[str] = "subs"


@dataclass(frozen=True)
class StopMessages:
    """Do not send these any more; `what`: a Subscription, or "all"."""

    kind: ClassVar[str] = "stop"
    what: str


@dataclass(frozen=True)
class ResumeMessages:
    """Send these again; `what` as in StopMessages."""

    kind: ClassVar[str] = "resume"
    what: str
