"""Messages for those who look over what people meant by their questions, to render."""

from typing import Final

from bot.domain import messages as m
from bot.domain.examples import Example


def _shown(words: str, language: str, topic: str | None, target: str | None) -> m.ExampleToReview:
    return m.ExampleToReview(example=7, left=11, shown=Example(7, words, language, topic, target))


EXAMPLES: Final = (
    _shown("hotel <b>when</b> & where", "en", "meeting.when", "workshop"),
    _shown("من هي الأمانة؟", "ar", "region.secretariat", "my-region"),
    _shown("что нового", "ru", "meeting.list", None),
    _shown("c koi", "fr", "faq", "gone"),
    _shown("Line by line\nby line", "en", None, None).model_copy(update={"left": 1}),
    m.ExampleToReview(example=7),
    m.NoExamples(),
    m.NoExamples(later=1),
    m.NoExamples(later=2),
    m.NoExamples(later=5),
    m.NoExamples(later=21),
    m.NoExamples(kept=False),
)
