"""Buttons as Telegram takes them."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.domain.exchange import Rows


def keyboard(rows: Rows) -> InlineKeyboardMarkup | None:
    """The inline keyboard of these rows; none where there are none (which takes one away in an edit)."""
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(button.label, callback_data=button.data, url=button.url) for button in row]
            for row in rows
        ]
    )
