"""What was said about the parts of a roadmap in rounds of feedback, and what was decided then."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from bot.domain.figures import Place
from bot.domain.rounds import Terms


class RoundSaid(BaseModel):
    """A round of which this reader may see the results (`places`, the first in front: those of what the answer is
    about, of `of` in all), or what was decided (`decision`: language → text). `answers`: so many are in the figures."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    round: str
    terms: Terms
    closed_at: datetime
    answers: int = 0
    of: int = 0
    places: tuple[Place, ...] = ()
    decision: dict[str, str] = {}
