"""How long what is kept of people is kept; a job enforces it, and /privacy tells it."""

from datetime import timedelta
from typing import Final

ASIDE_KEPT: Final = timedelta(days=7)
"""An update that could not be handled keeps its content so long, for whoever looks into it."""

DONE_KEPT: Final = timedelta(days=14)
"""So long it is remembered that an update was handled, or set aside. Telegram repeats one for a day at most."""

SENT_KEPT: Final = timedelta(days=30)
"""That something was sent, and of what kind; what it said is erased when it has left."""

MIND_KEPT: Final = timedelta(minutes=30)
"""What the last questions were about, and the words of the last one; they are erased at the next tidying."""

WRITING_AWAITED: Final = timedelta(hours=3)
"""So long a text of an announcement, or what else was asked of its author, is waited for."""

TIDY_EVERY: Final = timedelta(hours=1)
"""So often what has outlived its time is erased."""

QUESTION_KEPT: Final = timedelta(days=180)
"""A question left for the secretariat, or the wish to be told when something is published."""

EXAMPLE_KEPT: Final = timedelta(days=180)
"""A question that was asked back, and what its asker tapped; who asked, until somebody has looked at it."""

RSVP_DETAILS_KEPT: Final = timedelta(days=30)
"""What somebody has told besides their answer (who comes instead, travel, access), since the meeting was over."""

RSVP_KEPT: Final = timedelta(days=730)
"""Who came to a meeting, and what they had answered before, since it was over."""

DRAFT_KEPT: Final = timedelta(days=180)
"""An announcement that was never sent, or a round that never opened, since it was changed last."""

DELIVERY_KEPT: Final = timedelta(days=730)
"""Which announcement somebody was sent, and whether they have read it."""

ROUND_KEPT: Final = timedelta(days=730)
"""Who has answered a round of feedback, the answers one by one and the lines of text, since it closed; the figures
stay."""

CONFIRM_EVERY: Final = timedelta(days=365)
"""So long a role stands after it was given or confirmed, before its holder is asked whether it still is theirs."""

CONFIRM_WITHIN: Final = timedelta(days=30)
"""So long the question is open; without an answer the role lapses."""

INVITE_KEPT: Final = timedelta(days=30)
"""An invite that has expired, used or not."""

REQUEST_KEPT: Final = timedelta(days=60)
"""A request for a role since it was made, decided on or not; its words go with the decision."""

GUEST_KEPT: Final = timedelta(days=365)
"""A guest who has not written for so long is forgotten."""
