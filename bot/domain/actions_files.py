"""Buttons with which organizers have sent what people have answered, as files."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class GetAttendanceFile:
    """Have sent who comes to a meeting; `what`: "xlsx", "csv", or "png" for a chart."""

    kind: ClassVar[str] = "attfile"
    meeting: str
    what: str
