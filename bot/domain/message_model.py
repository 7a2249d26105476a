"""What all messages have in common."""

from pydantic import BaseModel, ConfigDict


class MessageModel(BaseModel):
    """A kind of message (`kind`) and its parameters."""

    model_config = ConfigDict(frozen=True, extra="forbid")
