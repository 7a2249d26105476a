"""Buttons as Telegram takes them."""

import json
from functools import lru_cache

from bot.domain.exchange import Button, Rows


@lru_cache(maxsize=1024)
def keyboard(rows: Rows) -> str | None:
    """The inline keyboard of these rows in JSON; none where there are none (which takes one away in an edit)."""
    if not rows:
        return None
    return json.dumps({"inline_keyboard": [[_button(button) for button in row] for row in rows]})


def _button(button: Button) -> dict[str, str]:
    fields = {"text": button.label, "callback_data": button.data, "url": button.url}
    return {name: value for name, value in fields.items() if value is not None}
