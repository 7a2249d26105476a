"""The results of a round as a workbook: what the screens show; with names, who has answered what."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from bot.domain.exchange import DocumentPart
from bot.domain.figures import Place, positions
from bot.domain.messages_round_results import NamedAnswer, ResultsWorkbook
from bot.domain.round_results import ResultsShown
from bot.domain.rounds import HIGHEST, Method, Terms
from bot.render.attendance_tables import bare, cleaned
from bot.render.bidi import marked
from bot.render.context import Context, Draft, capital, lines
from bot.render.dates import day_of
from bot.render.round_figures import answered, group_name, percent
from bot.render.round_options import cut
from bot.render.round_results import heading
from bot.render.spreadsheet import Cell, Table, written

_NO_NAME: Final = re.compile(r"\W+")
"""What does not stand in the name of a file."""

_FILE_NAME: Final = 50
"""Characters of a title in the name of a file."""

_OPTION = 60
_NUMBER = 11
_WORDS = 90


def workbook(message: ResultsWorkbook, context: Context) -> DocumentPart | Draft:
    """A sheet for all, one for the groups; for those who look after the round, the answers by name and the lines."""
    if not message.groups:
        return context.gone()
    everyone, *groups = message.groups
    tables = _Tables(everyone.terms, context)
    sheets = [tables.results("round.sheet.results", [everyone]), tables.results("round.sheet.groups", groups)]
    if message.named:
        sheets.append(tables.named(message.named))
    if message.lines:
        sheets.append(tables.lines(message))
    content = written(sheets, context.now, right_to_left=context.words.right_to_left)
    day = day_of(context.now, context.reader.zone or context.pack.timezone)
    caption = lines(heading(everyone, context), answered(everyone, context))
    html = marked(caption) if context.words.right_to_left else str(caption)
    named = _NO_NAME.sub("-", cut(context.title(everyone.terms.title), _FILE_NAME)).strip("-")
    return DocumentPart(f"{named}-{day}.xlsx", content, html)


class _Tables:
    """The tables of one round, in one language."""

    def __init__(self, terms: Terms, context: Context) -> None:
        self._terms = terms
        self._context = context

    def results(self, name: str, groups: Sequence[ResultsShown]) -> Table:
        """A row for each choice of each group. What is withdrawn is left out, as it is everywhere."""
        heads = [self._word("round.head.group"), self._word("round.head.answers"), self._word("round.head.place")]
        figures = self._figure_heads()
        rows: list[Sequence[Cell]] = [
            (
                bare(group_name(self._terms, group.group, self._context)),
                0 if group.figures is None else group.figures.answers,
                place.place,
                self._title(place.choice.key),
                *self._figures(group, place),
            )
            for group in groups
            for place in group.places
        ]
        widths = (34, _NUMBER, _NUMBER, _OPTION, *(_NUMBER for _ in figures))
        return Table(self._word(name), [*heads, self._word("round.head.option"), *figures], widths, rows)

    def named(self, answers: Sequence[NamedAnswer]) -> Table:
        """A row for each person, a column for each choice: the rating, the place, or 1 where it was chosen."""
        context = self._context
        choices = self._terms.choices
        heads = ("attfile.name", "workbook.country", "attfile.region", "workbook.language")
        rows: list[Sequence[Cell]] = []
        for each in answers:
            marks = {key: mark + 1 for key, mark in positions(self._terms.method, each.marks)}
            own = context.pack.own_regions((), each.country, each.region)
            rows.append(
                (
                    cleaned(each.name),
                    context.names.country(each.country) if each.country else None,
                    bare(context.words.plain("list.comma")).join(context.title(region.name) for region in own),
                    capital(context.names.language(each.language)),
                    *(marks.get(choice.key) for choice in choices),
                )
            )
        rows.sort(key=lambda row: (str(row[1] or ""), str(row[0] or "")))
        titles = [self._title(choice.key) for choice in choices]
        widths = (28, 24, 34, 14, *(24 for _ in titles))
        return Table(self._word("round.sheet.answers"), [*map(self._word, heads), *titles], widths, rows)

    def lines(self, message: ResultsWorkbook) -> Table:
        """The lines of text in the order of the screens."""
        named = any(line.by for line in message.lines)
        heads = ["workbook.language", "round.head.about", "round.head.line", *(["attfile.name"] if named else [])]
        rows = [
            (
                capital(self._context.names.language(line.language)),
                None if line.choice is None else self._title(line.choice),
                cleaned(line.words),
                *([cleaned(line.by)] if named else []),
            )
            for line in message.lines
        ]
        widths = (14, 40, _WORDS, *([28] if named else []))
        return Table(self._word("round.sheet.lines"), [*map(self._word, heads)], widths, rows)

    def _figure_heads(self) -> list[str]:
        word = self._context.words.plain
        match self._terms.method:
            case Method.RATE:
                rated = [bare(word("round.head.rated", rating=str(rating))) for rating in range(1, HIGHEST + 1)]
                return [self._word("round.head.mean"), *rated]
            case Method.CHOOSE:
                return [self._word("round.head.chosen"), self._word("round.head.share")]
            case Method.RANK:
                places = range(1, self._terms.most + 1)
                return [
                    self._word("round.head.points"),
                    *(bare(word("round.head.ranked", place=str(place))) for place in places),
                ]

    def _figures(self, group: ResultsShown, place: Place) -> Iterator[Cell]:
        assert group.figures is not None, "only what is shown has places"
        marks = group.figures.marks.get(place.choice.key, ())
        match self._terms.method:
            case Method.RATE:
                yield round(place.score, 2) if place.count else None
                yield from _padded(marks, HIGHEST)
            case Method.CHOOSE:
                yield place.count
                yield percent(place)
            case Method.RANK:
                yield round(place.score)
                yield from _padded(marks, self._terms.most)

    def _title(self, key: str) -> str:
        choice = self._terms.choice(key)
        return "" if choice is None else cleaned(self._context.title(choice.title)) or ""

    def _word(self, key: str) -> str:
        return bare(self._context.words.plain(key))


def _padded(marks: Sequence[int], width: int) -> tuple[int, ...]:
    return (*marks, *(0 for _ in range(width - len(marks))))
