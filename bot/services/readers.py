"""A person as one who reads."""

from bot.domain.people import Person
from bot.domain.policy import access_of
from bot.ports import Reader


def reader_of(person: Person, language: str | None = None) -> Reader:
    """For whom a message to this person is rendered; `language` where it is not to be their own."""
    return Reader(
        language or person.language,
        person.zone,
        person.country,
        access_of(person.grants),
        person.region,
        person.grants,
        person.second_language,
    )
