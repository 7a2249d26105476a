"""Which FAQ entry a question asks for: the one whose own questions share most words with it."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from bot.domain.content import Pack
from bot.questions.lexicon import Lexicons, as_phrase
from bot.questions.phrases import INFLECTED, Hit, Sense

_EMPTY = frozenset({"function", "filler", "what", "explain", "in"})


class FaqIndex:
    """The entries' titles and questions in all languages, as sets of words."""

    def __init__(self, pack: Pack, lexicons: Lexicons) -> None:
        self._empty = lexicons.words_of(_EMPTY)
        self.on_initiative = _on_initiative(pack, lexicons)
        """The entry on the initiative as a whole, if there is one."""
        asked: list[tuple[str, frozenset[str]]] = []
        entries: dict[str, set[str]] = defaultdict(set)
        for entry in pack.faq:
            for written in (*entry.title.root.values(), *entry.questions.all()):
                found = frozenset(as_phrase(written))
                asked.append((entry.id, found))
                for word in found:
                    entries[word].add(entry.id)
        self._weights = {
            word: 0.1 if word in self._empty else 1.0 / len(named) ** 0.5 for word, named in entries.items()
        }
        self._asked = [(entry, sum(self._weights[word] for word in found)) for entry, found in asked]
        self._having: dict[str, list[int]] = defaultdict(list)
        for place, (_, found) in enumerate(asked):
            for word in found:
                self._having[word].append(place)

    def phrases(self) -> Iterator[tuple[tuple[str, ...], Sense]]:
        """Each word once, for the index of phrases."""
        for word in self._weights:
            yield (word,), Sense("name", word, "")

    def best(self, words: Sequence[str], hits: Sequence[Hit], aside: Collection[int] = ()) -> tuple[str | None, float]:
        """The entry that is nearest, and how near it is: 1 where all words are the same, 0 where none is.

        Words at the places `aside` speak for no entry: they name something else.
        """
        heard: dict[str, float] = {}
        places: set[int] = set()
        for hit in hits:
            if hit.sense.kind == "name" and hit.sense.value in self._weights and hit.start not in aside:
                heard[hit.sense.value] = max(heard.get(hit.sense.value, 0.0), hit.quality)
                places.add(hit.start)
        strange = sum(0.1 if word in self._empty else 0.6 for place, word in enumerate(words) if place not in places)
        said = sum(self._weights[word] for word in heard)
        shared: dict[int, float] = defaultdict(float)
        for word, quality in heard.items():
            for place in self._having[word]:
                shared[place] += self._weights[word] * quality
        best: tuple[str | None, float] = (None, 0.0)
        for place, weight in sorted(shared.items()):
            entry, whole = self._asked[place]
            likeness = 2 * weight / (whole + strange + said)
            if likeness > best[1]:
                best = entry, likeness
        return best


def _on_initiative(pack: Pack, lexicons: Lexicons) -> str | None:
    """The entry of which most titles and questions speak of the initiative; none where none does."""
    spoken: dict[str, int] = {}
    for entry in pack.faq:
        wordings = (*entry.title.root.values(), *entry.questions.all())
        found = (lexicons.phrases.find([*as_phrase(written)]) for written in wordings)
        spoken[entry.id] = sum(any(_is_initiative(hit) for hit in hits) for hits in found)
    best = max(spoken, key=lambda entry: spoken[entry], default=None)
    return best if best and spoken[best] else None


def _is_initiative(hit: Hit) -> bool:
    return hit.sense.value == "initiative" and hit.quality >= INFLECTED
