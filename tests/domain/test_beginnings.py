"""By which words an announcement is known in lists."""

import pytest

from bot.domain.announcements import beginning_of

SHORT = [
    ("<b>Dear colleagues</b>,\n\nthe <i>venue</i> has &amp; changed.", "the venue has & changed."),
    ("Dear colleagues, \nthe venue has changed.", "the venue has changed."),
    ("<b>Estimados colegas</b>:\nla sede ha cambiado.", "la sede ha cambiado."),
    ("<b>الزملاء الأعزاء</b>،\nتغيّر المكان.", "تغيّر المكان."),
    ("<b>Уважаемые коллеги!</b>\nМесто изменилось.", "Место изменилось."),
    ("Registration is open!\nUntil Friday.", "Registration is open! Until Friday."),
    ("The venue has changed.\nPlease read:", "The venue has changed. Please read:"),
    ("The venue has changed.\nPlease bring:\na passport", "The venue has changed. Please bring: a passport"),
    ("Dear colleagues,", "Dear colleagues,"),
    ("Dear colleagues,\n\n", "Dear colleagues,"),
]


@pytest.mark.parametrize(("text", "beginning"), SHORT)
def test_it_is_told_from_others_by_what_follows_the_salutation(text: str, beginning: str) -> None:
    assert beginning_of(text) == beginning


def test_only_the_first_line_is_a_salutation() -> None:
    assert beginning_of("Dear colleagues,\nplease bring:\na passport") == "please bring: a passport"


def test_a_long_one_is_cut_between_words() -> None:
    assert beginning_of("The meeting, " + "as was said, " * 9) == (
        "The meeting, as was said, as was said, as was said, as was…"
    )
