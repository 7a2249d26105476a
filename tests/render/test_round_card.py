"""The card of a round, and what is told of what is stored."""

from datetime import timedelta

import pytest

from bot.domain import messages as m
from bot.domain.content_text import Text
from bot.domain.exchange import TextPart
from bot.domain.messages_rounds import RoundShown
from bot.domain.rounds import KEYS, MOST_CHOICES, Choice, Grouping, Method, RoundState
from bot.render.renderer import MessageRenderer
from bot.render.round_options import cut
from tests.render.samples import LANGUAGES, NOW, RICH, reader
from tests.render.samples_rounds import terms
from tests.render.valid import check


def shown(method: Method, most: int, number: int, draft: str = "", title: str = "") -> RoundShown:
    choices = tuple(Choice(key=key, title=Text({"en": f"{key}{title}"})) for key in KEYS[:number])
    return RoundShown(terms=terms(method, most, choices=choices), state=RoundState.OPEN, draft=draft)


def part(renderer: MessageRenderer, message: m.Message, language: str = "en") -> TextPart:
    said = renderer.render(message, reader(language), RICH, NOW)
    check(said, language)
    (only,) = said.parts
    assert isinstance(only, TextPart)
    return only


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("method", Method)
def test_the_longest_card_is_one_message(renderer: MessageRenderer, language: str, method: Method) -> None:
    """It could not be kept up to date otherwise. Titles have 200 characters at most."""
    keys = KEYS[:MOST_CHOICES]
    draft = "".join(f"{key}5" for key in keys) if method is Method.RATE else keys
    full = shown(method, MOST_CHOICES, MOST_CHOICES, draft, " & long" * 28)
    card = part(renderer, m.RoundCard(round="r.abc", shown=full), language)
    assert card.html.count("…") >= MOST_CHOICES


def test_twelve_titles_as_long_as_they_may_be_are_shown_far_beyond_what_a_button_shows(
    renderer: MessageRenderer,
) -> None:
    card = part(renderer, m.RoundCard(round="r.abc", shown=shown(Method.CHOOSE, 3, 12, title=" word" * 39)))
    lines = [line for line in card.html.split("\n") if "word" in line]
    assert len(lines) == 12
    assert all(len(line) > 180 for line in lines)
    assert all(len(button.label) <= 20 for row in card.buttons for button in row if "word" in button.label)


def test_what_all_titles_begin_with_is_left_out_on_buttons(renderer: MessageRenderer) -> None:
    titles = (
        "Exemple\u202f: visites d’échange",
        "Exemple\u202f: exercice conjoint",
        "Exemple\u202f: recueil de réussites",
    )
    choices = tuple(Choice(key=key, title=Text({"fr": title})) for key, title in zip(KEYS, titles, strict=False))
    asked = RoundShown(terms=terms(Method.RANK, 2, choices=choices), state=RoundState.OPEN)
    card = part(renderer, m.RoundCard(round="r.abc", shown=asked), "fr")
    labels = [button.label for row in card.buttons for button in row]
    assert labels[:3] == ["1. Visites d’éch…", "2. Exercice conj…", "3. Recueil de…"]
    assert all(title in card.html for title in titles)


def test_titles_are_cut_before_the_space_of_a_colon() -> None:
    assert cut("Exemple\u202f: exercices", 12) == "Exemple…"


def test_the_card_says_whether_names_are_seen(renderer: MessageRenderer) -> None:
    named = RoundShown(terms=terms(Method.RANK, 2, anonymous=False), state=RoundState.OPEN)
    anonymous = RoundShown(terms=terms(Method.RANK, 2), state=RoundState.OPEN)
    assert "With names: those who look after the round see" in part(renderer, m.RoundCard(round="r", shown=named)).html
    assert "Anonymous: nobody sees" in part(renderer, m.RoundCard(round="r", shown=anonymous)).html


def test_the_way_back_and_forth_between_ratings_ends_at_both_ends(renderer: MessageRenderer) -> None:
    def ways(at: str) -> list[str]:
        card = part(renderer, m.RoundCard(round="r.abc", at=at, shown=shown(Method.RATE, 1, 3)))
        return [button.data or "" for row in card.buttons for button in row if "|rat|" in (button.data or "")]

    assert ways("a") == ["v1|rat|r.abc|b"]
    assert ways("b") == ["v1|rat|r.abc|a", "v1|rat|r.abc|c"]
    assert ways("c") == ["v1|rat|r.abc|b"]


def test_the_end_of_a_day_is_told_as_its_last_minute_by_the_clock_of_the_reader(renderer: MessageRenderer) -> None:
    midnight = NOW.replace(hour=20, minute=0) + timedelta(days=1)
    asked = terms(Method.RANK, 2, closes=midnight)
    message = m.RoundCard(round="r.abc", shown=RoundShown(terms=asked, state=RoundState.OPEN))
    assert "Open until" in part(renderer, message).html
    assert "21 May 2023, 23:59 (Tbilisi)" in part(renderer, message).html
    nowhere = renderer.render(message, reader(zone=None), RICH, NOW)
    assert "21 May 2023, 22:00 (Brussels)" in nowhere.plain()


@pytest.mark.parametrize(
    ("grouping", "told"),
    [
        (Grouping.REGION, "Until the round closes, only your region stands beside it"),
        (Grouping.COUNTRY, "Until the round closes, only your country and its region stand beside it"),
        (Grouping.LANGUAGE, "Until the round closes, only your language stands beside it"),
        (Grouping.NONE, "Nothing else about you stands beside it."),
    ],
)
def test_an_anonymous_round_tells_what_is_stored(renderer: MessageRenderer, grouping: Grouping, told: str) -> None:
    asked = terms(Method.RANK, 2, grouping=grouping, shown_from=8, results="never")
    notice = m.RoundTerms(round="r.abc", shown=RoundShown(terms=asked, state=RoundState.OPEN))
    said = part(renderer, notice).html
    for sentence in (
        f"Your answer is stored without your name. {told}",
        "(a keyed hash). When the round closes, the key is destroyed",
        "That you have answered is stored with your name",
        "Results are shown only for 8 or more answers together, both overall and for each group.",
        "Only those who look after this round see the results.",
        "Comments are stored encrypted and without names.",
        "your answer and your comments stay, since they do not bear your name",
    ):
        assert sentence in said


def test_a_round_with_names_tells_who_sees_them(renderer: MessageRenderer) -> None:
    asked = terms(Method.RANK, 2, anonymous=False, shown_from=3, results="live")
    said = part(renderer, m.RoundTerms(round="r.abc", shown=RoundShown(terms=asked, state=RoundState.OPEN))).html
    for sentence in (
        "Your answer is stored with your name. Those who look after this round see who has answered what.",
        "Everyone else sees only figures, for 3 or more answers together.",
        "those who are asked see the results even while it is open",
        "Comments are stored encrypted, with your name.",
        "your answer and your comments are erased as well",
    ):
        assert sentence in said
    assert "without your name" not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_a_reason_tells_what_came_first_is_told_where_reasons_are_asked_for(
    renderer: MessageRenderer, language: str
) -> None:
    def notice(**fields: object) -> str:
        asked = RoundShown(terms=terms(Method.RANK, 3, shown_from=8, **fields), state=RoundState.OPEN)
        return part(renderer, m.RoundTerms(round="r.abc", shown=asked), language).html

    without, within = notice(why=False).split("\n"), notice().split("\n")
    (told,) = [line for line in within if line not in without]
    assert "8" in told
    assert notice(why=False, anonymous=False) == notice(anonymous=False), "a name tells all of it"


def test_what_is_begun_is_said_to_count_when_the_round_closes(renderer: MessageRenderer) -> None:
    begun = RoundShown(terms=terms(Method.RANK, 3), state=RoundState.OPEN, draft="a")
    card = part(renderer, m.RoundCard(round="r.abc", shown=begun))
    assert "what is chosen here when the round closes counts as your answer" in card.html
