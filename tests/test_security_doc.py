"""docs/security.md claims nothing that no test shows."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "security.md").read_text()
ROWS = [line.strip("| ").split(" | ") for line in TEXT.splitlines() if line.startswith("| ") and "::" in line]
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
PLACE = re.compile(r"`((?:bot|handlers|storage)/[\w/]+(?:\.py)?)`")


@cache
def named_in(path: str) -> frozenset[str]:
    """The names of the tests of a file; none where there is no such file."""
    file = ROOT / path
    tree = ast.parse(file.read_text()) if file.is_file() else ast.Module([], [])
    found = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return frozenset(node.name for node in found if node.name.startswith("test_"))


@pytest.mark.parametrize("row", ROWS, ids=[row[0][:40] for row in ROWS])
def test_each_threat_has_its_place_and_its_tests(row: list[str]) -> None:
    threat, against, shown = row
    assert threat
    assert PLACE.search(against)
    assert NAMED.sub("", shown).strip() == "", "only names of tests"
    assert NAMED.search(shown)


def test_what_is_named_exists() -> None:
    assert [f"{path}::{name}" for path, name in NAMED.findall(TEXT) if name not in named_in(path)] == []
    assert [place for place in PLACE.findall(TEXT) if not (ROOT / place).exists()] == []
    assert len(ROWS) == sum(line.startswith("| ") and not line.startswith("| Threat") for line in TEXT.splitlines())
