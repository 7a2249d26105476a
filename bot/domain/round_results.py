"""What may be seen of the results of a round: which groups there are, and what an earlier round said."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime

from pydantic import BaseModel, ConfigDict

from bot.domain.actions_round_results import ALL
from bot.domain.content_text import Text
from bot.domain.disclosure import figures_of, groups_of
from bot.domain.figures import Figures, Place, standing
from bot.domain.rounds import Choice, Path, RoundState, Terms


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class GroupSize(_Value):
    """A group of which something is shown by itself, and how many answers that is."""

    path: Path
    answers: int


class Earlier(_Value):
    """What an earlier round says of the same group: where each choice stood (`places`), and its score as `standing`
    counts it (`scores`), by the key that the choice has in the later round."""

    title: Text
    closed_at: datetime | None = None
    places: dict[str, int] = {}
    scores: dict[str, float] = {}


class ResultsShown(_Value):
    """The results as one reader sees them. `group`: of whom (empty: all); `figures`: none where too few have answered;
    `inner`: the groups within this one; `asked`, `answered`: so many people in all, shown or not (`asked` none: it was
    not counted); `hidden`: so many answers are in no figure of all; `exact`: every answer is counted, as for those who
    see names; `lines`: there are lines of text for this reader; `follows`: they look after the round; `decision`: what
    was decided, as it was published, by language."""

    terms: Terms
    state: RoundState
    closed_at: datetime | None = None
    group: Path = ()
    figures: Figures | None = None
    inner: tuple[GroupSize, ...] = ()
    asked: int | None = None
    answered: int = 0
    hidden: int = 0
    exact: bool = False
    lines: bool = False
    follows: bool = False
    decision: dict[str, str] = {}
    earlier: Earlier | None = None

    @property
    def places(self) -> tuple[Place, ...]:
        """The choices in order; none where nothing is shown, or nothing was chosen that can still be chosen."""
        found = () if self.figures is None else standing(self.terms, self.figures)
        return found if any(place.count for place in found) else ()


def code_of(group: Path) -> str:
    """What stands for a group in a button: ids of regions can be too long for that."""
    return hashlib.blake2b("/".join(group).encode(), digest_size=4).hexdigest() if group else ALL


def group_of(code: str, shown: Mapping[Path, Figures]) -> Path | None:
    """The group among those shown that a code stands for; none where it stands for none (any more)."""
    return next((group for group in ((), *groups_of(shown)) if code_of(group) == code), None)


def inner_of(shown: Mapping[Path, Figures], group: Path) -> tuple[GroupSize, ...]:
    """The groups right within a group of which something is shown."""
    within = [path for path in groups_of(shown) if len(path) == len(group) + 1 and path[: len(group)] == group]
    return tuple(GroupSize(path=path, answers=(figures_of(shown, path) or Figures()).answers) for path in within)


def earlier_of(terms: Terms, before: Terms, figures: Figures, closed_at: datetime | None) -> Earlier:
    """What the figures of an earlier round say of the choices of a later one."""
    then = {place.choice.key: place for place in standing(before, figures)}
    same = {choice.key: _same_as(choice, before.open_choices) for choice in terms.open_choices}
    found = {key: then[each.key] for key, each in same.items() if each is not None}
    return Earlier(
        title=before.title,
        closed_at=closed_at,
        places={key: place.place for key, place in found.items()},
        scores={key: place.score for key, place in found.items()},
    )


def _same_as(choice: Choice, among: Iterable[Choice]) -> Choice | None:
    """The same strand, item or thing among the choices of another round; where it has no such name, the one with the
    same title in some language."""
    if choice.source is not None:
        return next((each for each in among if each.source == choice.source), None)
    titles = set(choice.title.root.items())
    return next((each for each in among if titles & set(each.title.root.items())), None)
