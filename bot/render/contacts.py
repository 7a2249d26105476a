"""Whom to write to: contacts as they are published."""

from markupsafe import Markup

from bot.domain.content_parts import Contact
from bot.render.context import Context, lines


def contact_lines(contact: Contact | None, context: Context, hours: str | None = None) -> Markup:
    """Name, address, telephone and hours, each on a line where it is known; empty where there is no contact."""
    if contact is None:
        return Markup()
    words = context.words
    return lines(
        words.safe(context.title(contact.name)) if contact.name else Markup(),
        words.html("contact.email", email=contact.email) if contact.email else Markup(),
        words.html("contact.phone", phone=contact.phone) if contact.phone else Markup(),
        words.html("contact.hours", hours=context.dates.week(hours)) if hours else Markup(),
    )
