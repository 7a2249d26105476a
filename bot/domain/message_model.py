"""What all messages have in common."""

from abc import ABC, abstractmethod
from typing import ClassVar

from pydantic import BaseModel, ConfigDict


class MessageModel(BaseModel):
    """A kind of message (`kind`) and its parameters."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    heavy: ClassVar[bool] = False
    """Whether putting it into words takes so long that nothing else may wait for it."""


class FollowedMessage(MessageModel, ABC):
    """A message on something that changes."""

    live: ClassVar[bool] = False
    """Whether it is kept up to date where it stands."""

    @property
    @abstractmethod
    def subject(self) -> str:
        """What it is on: what changes there outdates it."""
