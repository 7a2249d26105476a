"""Every kind of message in every language, for members and guests, with much and with little in the pack."""

import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import get_args

import pytest

from bot.domain import messages as m
from bot.domain.content import Pack
from bot.domain.people import Grant, Role
from bot.domain.policy import access_of
from bot.ports import Reader
from bot.render.keys import KEYS
from bot.render.renderer import MessageRenderer
from tests.render.marked import marked_locales
from tests.render.samples import CROWDED, EMPTY, LANGUAGES, MESSAGES, NOW, RICH, SOON, SPARSE, reader
from tests.render.valid import check

PACKS = {"rich": RICH, "sparse": SPARSE, "empty": EMPTY, "crowded": CROWDED, "soon": SOON}


DURING = [datetime(2023, 6, day, 9, tzinfo=UTC) for day in (13, 14, 15, 20)]
"""Before, in and after the days of a meeting."""


def test_the_samples_hold_every_kind_of_message() -> None:
    assert {type(message) for message in MESSAGES} == set(get_args(get_args(m.Message)[0]))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS)
@pytest.mark.parametrize("member", [True, False], ids=["member", "guest"])
def test_telegram_takes_every_message(
    renderer: MessageRenderer, language: str, pack: Pack, member: bool, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    at_home, nowhere = reader(language, member=member), reader(language, zone=None, country=None, member=member)
    readers = (at_home, nowhere) if pack is RICH else (at_home,) if member else (nowhere,)
    for message, who in product(MESSAGES, readers):
        check(renderer.render(message, who, pack, NOW), language)
    assert not caplog.records


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_survives_the_outbox(renderer: MessageRenderer, language: str) -> None:
    for message in MESSAGES:
        again = m.load(m.dump(message))
        assert renderer.render(again, reader(language), RICH, NOW) == renderer.render(
            message, reader(language), RICH, NOW
        )


def test_a_language_that_is_not_spoken_is_answered_in_english(renderer: MessageRenderer) -> None:
    for message in MESSAGES:
        assert renderer.render(message, reader("xx"), RICH, NOW) == renderer.render(message, reader("en"), RICH, NOW)


def test_languages_do_not_mix(tmp_path: Path) -> None:
    """With catalogues that only name their language, nothing but the choice of languages shows another one."""
    renderer = MessageRenderer(marked_locales(tmp_path))
    for language in LANGUAGES:
        for message in MESSAGES:
            if not isinstance(message, m.ChooseLanguage):
                said = check(renderer.render(message, reader(language), RICH, NOW), "en")
                assert not [other for other in LANGUAGES if f"«{other}:" in said and other != language]


def test_every_text_of_the_catalogues_is_used(tmp_path: Path) -> None:
    renderer = MessageRenderer(marked_locales(tmp_path))
    moments = (NOW - timedelta(days=90), *DURING)
    administrator = (Grant(Role.ADMINISTRATOR),)
    keeper = Reader("en", "Asia/Tbilisi", "GE", access_of(administrator), None, administrator)
    bilingual = replace(reader(), second_language="fr")
    readers = (
        *(reader(), reader(zone=None, country=None), reader(country="FR"), reader(member=False)),
        bilingual,
    )
    first, *others = readers
    # Two see most of it, with any pack; each other reader and each other moment comes once, until nothing is missing.
    most, rest = [(first, NOW), (keeper, NOW)], [*((who, NOW) for who in others), *((first, now) for now in moments)]
    settings = [*product(PACKS.values(), most), *product(PACKS.values(), rest)]
    unseen = {str(number): key for number, key in enumerate(KEYS)}

    def see(said: str) -> None:
        for part in said.split("«en:")[1:]:
            unseen.pop(part.partition("»")[0], None)

    see(renderer.description("en"))
    for (pack, (who, now)), message in product(settings, MESSAGES):
        if not unseen:
            break
        if not message.heavy or (who, now) == (keeper, NOW):
            # Files and pictures take long, and say the same to all at any time.
            see(check(renderer.render(message, who, pack, now), "en"))
    assert not unseen
