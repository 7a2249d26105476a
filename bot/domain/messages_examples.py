"""Messages for those who look over what people meant by their questions."""

from typing import Literal

from bot.domain.examples import Example
from bot.domain.message_model import MessageModel


class ExampleToReview(MessageModel):
    """One question, and what its asker tapped: is that what it means? `left`: how many wait, this one among them.

    What it says is filled in when it is sent, so that no message that waits holds somebody's words; none: it is not
    there any more, or not the reader's to see.
    """

    kind: Literal["example_to_review"] = "example_to_review"
    example: int
    left: int = 0
    shown: Example | None = None


class NoExamples(MessageModel):
    """Nothing waits for the reader. `later`: how many they have left for later; `kept`: without a key no words are
    kept, so nothing ever does."""

    kind: Literal["no_examples"] = "no_examples"
    later: int = 0
    kept: bool = True
