"""Lines of text that came with answers, as those read them who look after a round."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from bot.domain.rounds import Remark, Said, Terms

PAGE: Final = 2800
"""Characters of text on one page: with all that stands around them they fit into one message."""


def arranged(terms: Terms, said: Sequence[Said]) -> list[Said]:
    """The lines of one language: first why what was chosen comes first, choice by choice, then the others as they
    come. In an anonymous round a line is shown with its choice only among at least `shown_from` lines on that choice in
    that language: else somebody's language and first choice could tell whose it is."""
    on = Counter(each.choice for each in said if each.remark is Remark.WHY)
    fewest = terms.shown_from if terms.anonymous else 1
    order = {choice.key: place for place, choice in enumerate(terms.choices) if on[choice.key] >= fewest}
    together = [each if each.choice in order else each._replace(choice=None) for each in said]
    return sorted(together, key=lambda each: order.get(each.choice or "", len(terms.choices)))


def pages(said: Sequence[Said]) -> list[list[Said]]:
    """Lines page by page, as many as fit on each; one page at least, which may be empty."""
    found: list[list[Said]] = [[]]
    length = 0
    for each in said:
        if found[-1] and length + len(each.words) > PAGE:
            found.append([])
            length = 0
        found[-1].append(each)
        length += len(each.words)
    return found
