"""What all messages have in common."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict


class MessageModel(BaseModel):
    """A kind of message (`kind`) and its parameters."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    heavy: ClassVar[bool] = False
    """Whether putting it into words takes so long that nothing else may wait for it."""
