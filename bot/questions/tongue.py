"""The language a question is written in."""

from collections import Counter

from bot.questions.phrases import EXACT
from bot.questions.reading import Reading


def guess(text: str, reading: Reading, otherwise: str) -> tuple[str, bool]:
    """The language, and whether that is sure; `otherwise` where the words do not tell.

    Script decides for Arabic and Cyrillic; among the others, words that only one language has.
    """
    words, hits = reading.words, reading.hits
    arabic = sum("ء" <= word[0] <= "ي" for word in words)
    cyrillic = sum("а" <= word[0] <= "я" for word in words)
    latin = sum("a" <= word[0] <= "z" for word in words)
    if arabic > max(cyrillic, latin / 2):
        return "ar", True
    if cyrillic > latin / 2:
        return "ru", True
    votes: Counter[str] = Counter()
    spoken: dict[int, set[str]] = {}
    for hit in hits:
        if hit.sense.language and hit.quality == EXACT and hit.sense.kind == "concept":
            for place in range(hit.start, hit.end):
                spoken.setdefault(place, set()).add(hit.sense.language)
    for languages in spoken.values():
        for language in languages:
            votes[language] += 12 // len(languages)
    if not votes:
        return otherwise, False
    votes[otherwise] += 1
    (first, most), *rest = votes.most_common()
    second = rest[0][1] if rest else 0
    sure = most >= 12 and most >= 1.5 * second
    return (first, True) if sure else (otherwise if votes[otherwise] >= 0.6 * most else first, False)
