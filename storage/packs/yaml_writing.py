"""A pack → YAML that people can read and edit."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

import yaml

from bot.domain.content import Pack
from storage.packs.plain import plain
from storage.packs.yaml_tree import scalar

_WIDTH: Final = 110
_ESCAPED = re.compile("[^\n -\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""Characters that can only be written by their numbers, such as tabs and the marks that end a line elsewhere."""


def write_yaml(pack: Pack, languages: Sequence[str]) -> bytes:
    """The file, in UTF-8; reading it gives the same pack. A text in the pack's default language alone stands plain."""
    data = _short(plain(pack, languages), pack.default_language)
    head = {name: value for name, value in data.items() if not isinstance(value, dict | list)}
    sections = [head, *({name: value} for name, value in data.items() if name not in head)]
    return "\n".join(_dumped(section) for section in sections).encode()


def _short(value: Any, language: str) -> Any:
    match value:
        case dict() if list(value) == [language]:
            return value[language]
        case dict():
            return {key: _short(below, language) for key, below in value.items()}
        case list():
            return [_short(below, language) for below in value]
        case _:
            return value


def _dumped(section: dict[str, Any]) -> str:
    return yaml.dump(
        section, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH, default_flow_style=False
    )


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Entries of lists stand further in than the name of the list."""
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, data: Any) -> bool:
        """What comes twice is written twice."""
        return True


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = None
    if _ESCAPED.search(text):
        style = '"'
    elif "\n" in text:
        style = "|"
    elif scalar(text) != text:
        style = "'"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


def _list(dumper: _Dumper, values: list[Any]) -> yaml.SequenceNode:
    """A few short values in a line, others one to a line."""
    short = all(
        isinstance(each, str | int) and len(str(each)) <= _WIDTH // 4 and "\n" not in str(each) for each in values
    )
    flow = short and sum(len(str(each)) + 2 for each in values) <= _WIDTH
    return dumper.represent_sequence("tag:yaml.org,2002:seq", values, flow_style=flow)


def _moment(dumper: _Dumper, moment: date) -> yaml.ScalarNode:
    timespec = "auto" if isinstance(moment, datetime) and (moment.second or moment.microsecond) else "minutes"
    text = moment.isoformat(timespec=timespec) if isinstance(moment, datetime) else moment.isoformat()
    # As whatever its digits mean without quotes, so that none are needed.
    tag = dumper.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    return dumper.represent_scalar(tag, text)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(list, _list)
_Dumper.add_representer(date, _moment)
_Dumper.add_representer(datetime, _moment)
