"""What is wrong with a pack, told so that whoever wrote it can put it right."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.errors import UsageError


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake: where it stands, what is wrong there, and what would be right.

    `line` counts from 1, and is None where the mistake is the file itself; `path` is like `meetings[1].starts`, and
    empty where the mistake is not in a field.
    """

    file: str
    line: int | None
    path: str
    wrong: str
    remedy: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return ": ".join(part for part in (place, self.path, f"{self.wrong}; {self.remedy}") if part)


class PackError(UsageError):
    """A pack was refused; `mistakes` are all that is wrong with it, in the order of the file, at least one."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))
