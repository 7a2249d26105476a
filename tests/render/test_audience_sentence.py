"""Whom an announcement is for reads as a sentence in every language: with "and", "or" and "not" where they belong."""

import re
from typing import Final

import pytest

from bot.domain import messages as m
from bot.domain.audience import EVERYONE, Condition, Filter, Group, Selection
from bot.domain.content_text import Text
from bot.domain.exchange import TextPart
from bot.render.renderer import MessageRenderer
from tests.render.samples import NOW, RICH, reader
from tests.render.telegram_html import parse


def said(
    renderer: MessageRenderer,
    language: str,
    selection: Selection,
    scope: tuple[str, ...] | None = None,
    rounds: dict[str, Text] | None = None,
) -> str:
    """The sentence, without what only shows in which direction it runs."""
    card = m.AudienceCard(announcement=7, selection=selection, scope=scope, rounds=rounds or {})
    (part,) = renderer.render(card, reader(language), RICH, NOW).parts
    assert isinstance(part, TextPart)
    return re.sub("[\u2066-\u2069\u200e\u200f]", "", parse(part.html).text.split("\n\n")[1])


def group(
    *conditions: tuple[Filter, tuple[str, ...]], but_not: tuple[tuple[Filter, tuple[str, ...]], ...] = ()
) -> Group:
    chosen = [Condition(filter=name, values=values) for name, values in conditions]
    left_out = [Condition(filter=name, values=values, excluded=True) for name, values in but_not]
    # What is left out is said last, wherever it was chosen.
    return Group(conditions=(*left_out, *chosen))


MIXED: Final = Selection(
    groups=(
        group(
            (Filter.ROLES, ("nfp", "translator")),
            (Filter.COUNTRIES, ("GE", "KZ", "OM")),
            (Filter.LANGUAGES, ("fr",)),
            but_not=((Filter.ACTIVE, ("30",)),),
        ),
        group((Filter.MEETING, ("workshop", "silent", "no"))),
    )
)
SENTENCES: Final = {
    "en": (
        "Focal points and translators (countries: Georgia, Kazakhstan or Oman; and language: French; but not those who"
        " wrote to the bot in the last 30 days); and also all members (answer for “Workshop”: none yet or not coming)"
    ),
    "fr": (
        "Points focaux nationaux et équipes de traduction (pays : Géorgie, Kazakhstan ou Oman ; et langue : français ;"
        " sauf les personnes qui ont écrit au bot au cours des 30 derniers jours) ; et aussi tous les membres (réponse"
        " pour « Atelier » : sans réponse ou pas de participation)"
    ),
    "ar": (
        "نقاط الاتصال الوطنية والمترجمون (البلدان: جورجيا، كازاخستان أو عُمان؛ واللغة: الفرنسية؛ باستثناء مَن راسلوا"
        " البوت خلال آخر 30 يومًا)؛ وكذلك جميع الأعضاء (الردّ بشأن «ورشة عمل»: لا ردّ بعد أو الاعتذار عن المشاركة)"
    ),
    "ru": (
        "Национальные координаторы и переводчики (страны: Грузия, Казахстан или Оман; и язык: французский; кроме тех,"
        " кто писал боту за последние 30 дней); а также все пользователи (ответ по встрече «Семинар»: пока нет или не"
        " участвую)"
    ),
    "es": (
        "Puntos focales y traductores (países: Georgia, Kazajstán u Omán; y además idioma: francés; salvo quienes han"
        " escrito al bot en los últimos 30 días); y también todos los miembros (respuesta sobre «Taller»: todavía"
        " ninguna o no asistirá)"
    ),
    "pt": (
        "Pontos focais e tradutores (países: Geórgia, Cazaquistão ou Omã; e idioma: francês; exceto quem escreveu"
        " ao bot nos últimos 30 dias); e também todos os membros (resposta sobre «Oficina»: ainda nenhuma ou não"
        " participará)"
    ),
}


@pytest.mark.parametrize("language", SENTENCES)
def test_conditions_and_groups_make_one_sentence(renderer: MessageRenderer, language: str) -> None:
    assert said(renderer, language, MIXED).replace("\u00a0", " ") == SENTENCES[language]


TITLES: Final = {"r.1": Text({"en": "Priorities", "ar": "الأولويات"}), "r.2": Text({"en": "After Brussels"})}
OF_ROUNDS: Final = {
    "en": (
        "All members (answer to the round “Priorities”: not given yet; but not those whose answer to the round “After"
        " Brussels” is: given or not given yet)"
    ),
    "fr": (
        "Tous les membres (réponse à la consultation « Priorities » : pas encore donnée ; sauf les personnes dont la"
        " réponse à la consultation « After Brussels » est : donnée ou pas encore donnée)"
    ),
    "ar": (
        "جميع الأعضاء (الإجابة عن الاستطلاع «الأولويات»: لم تُقدَّم بعد؛ باستثناء مَن إجابتهم عن الاستطلاع «After"
        " Brussels»: قُدِّمت أو لم تُقدَّم بعد)"
    ),
    "ru": (
        "Все пользователи (ответ на опрос «Priorities»: пока не дан; кроме тех, чей ответ на опрос «After Brussels»:"
        " дан или пока не дан)"
    ),
    "es": (
        "Todos los miembros (respuesta a la consulta «Priorities»: aún no enviada; salvo las personas cuya respuesta a"
        " la consulta «After Brussels» está: enviada o aún no enviada)"
    ),
    "pt": (
        "Todos os membros (resposta à consulta «Priorities»: ainda não enviada; exceto as pessoas cuja resposta à"
        " consulta «After Brussels» está: enviada ou ainda não enviada)"
    ),
}


@pytest.mark.parametrize("language", OF_ROUNDS)
def test_rounds_are_called_by_their_titles(renderer: MessageRenderer, language: str) -> None:
    answered = (Filter.ROUND, ("r.2", "answered", "silent"))
    selection = Selection(groups=(group((Filter.ROUND, ("r.1", "silent")), but_not=(answered,)),))
    assert said(renderer, language, selection, rounds=TITLES).replace("\u00a0", " ") == OF_ROUNDS[language]


def test_what_is_left_out_is_joined_with_and(renderer: MessageRenderer) -> None:
    """Neither of them is meant: "not A or B" could be read otherwise."""
    everybody_but = Selection(groups=(group(but_not=((Filter.COUNTRIES, ("GE", "KZ")), (Filter.ROLES, ("nfp",)))),))
    assert said(renderer, "en", everybody_but) == (
        "All members (but not the countries: Georgia and Kazakhstan; but not: focal points)"
    )


def test_it_says_beyond_which_regions_it_goes_to_nobody(renderer: MessageRenderer) -> None:
    one = "All members; all of them only in the region: South East and Eastern Europe"
    assert said(renderer, "en", EVERYONE, ("seee",)) == one
    several = "All members; all of them only in the regions: South East and Eastern Europe and gone"
    assert said(renderer, "en", EVERYONE, ("seee", "gone")) == several


def test_what_is_gone_is_told_by_its_id(renderer: MessageRenderer) -> None:
    """A region, a meeting, and a round."""
    gone = Selection(groups=(group((Filter.REGIONS, ("gone",)), (Filter.MEETING, ("lost", "no"))),))
    assert said(renderer, "en", gone) == "All members (region: gone; and answer for “lost”: not coming)"
    gone = Selection(groups=(group((Filter.ROUND, ("r.1", "answered"))),))
    assert said(renderer, "en", gone) == "All members (answer to the round “r.1”: given)"


def test_nobody_is_nobody(renderer: MessageRenderer) -> None:
    """Neither without a group nor with one in which nothing is chosen."""
    assert said(renderer, "en", Selection()) == said(renderer, "en", Selection(groups=(Group(),))) == "Nobody yet"
