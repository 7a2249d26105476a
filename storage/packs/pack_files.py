"""Packs in files, YAML or workbooks, and those that come with the program."""

import os
from collections.abc import Collection, Sequence
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from typing import Final

from bot.domain.content import Pack
from bot.domain.errors import UsageError
from storage.packs.limits import LARGEST
from storage.packs.mistakes import Mistake, PackError
from storage.packs.validation import validated
from storage.packs.yaml_layers import read_layers
from storage.packs.yaml_writing import write_yaml

BUILT_IN: Final = {"sample": ("sample.yaml",), "demo": ("sample.yaml", "demonstration.yaml")}
"""Packs that come with the program: files here, each laid over those before it."""

_WORKBOOK: Final = ".xlsx"
_YAML: Final = (".yaml", ".yml")
_ZIP: Final = b"PK\x03\x04"


def read_pack(source: str | Path, *, languages: Sequence[str]) -> Pack:
    """The pack in a YAML file or a workbook, or a built-in one by its name (`sample`, `demo`).

    `languages` are the codes of those that the program speaks. PackError tells all mistakes where there are any.
    """
    names = BUILT_IN.get(str(source))
    if names is not None:
        here = files("storage.packs")
        return parse_pack([(name, here.joinpath(name).read_bytes()) for name in names], languages=languages)
    path = Path(source)
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        remedy = f"name a YAML file or a workbook, or one of the built-in packs: {', '.join(BUILT_IN)}"
        wrong = f"the file cannot be read ({error.strerror})"
        raise PackError([Mistake(str(source), None, "", wrong, remedy)]) from None
    if path.suffix.lower() == _WORKBOOK or content.startswith(_ZIP):
        # What it needs takes a fifth of a second to load; most packs are YAML.
        from storage.packs.workbook.tree import read_workbook  # noqa: PLC0415

        return validated(read_workbook(content, str(source), languages), languages)
    return parse_pack([(str(source), content)], languages=languages)


def parse_pack(layers: Collection[tuple[str, bytes]], *, languages: Sequence[str]) -> Pack:
    """The pack made of YAML texts, each with the name by which mistakes tell it, laid over those before it.

    An entry with an id that the layers below have is merged into it field by field; other entries are added.
    PackError tells all mistakes where there are any.
    """
    return validated(read_layers(layers, languages), languages)


def write_pack(
    pack: Pack, target: Path, *, languages: Sequence[str], right_to_left: Collection[str], overwrite: bool
) -> None:
    """Write a pack into a file, by its name a workbook or YAML; the file is there whole or not at all.

    `right_to_left` are those of the languages that run so. UsageError where the name is neither's, where the file is
    there already and not to be overwritten, and where it cannot be written.
    """
    suffix = target.suffix.lower()
    if suffix not in (_WORKBOOK, *_YAML):
        raise UsageError(f"{target} is the name of neither YAML nor a workbook: let it end in .yaml, .yml or .xlsx")
    if target.exists() and not overwrite:
        raise UsageError(f"{target} is there already: name another file, or overwrite it with --force")
    if suffix == _WORKBOOK:
        from storage.packs.workbook.writing import write_workbook  # noqa: PLC0415 - as above

        content = write_workbook(pack, languages, right_to_left)
    else:
        content = write_yaml(pack, languages)
    unfinished = target.with_name(f".{target.name}.part")
    try:
        with unfinished.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink()
        raise UsageError(f"{target} cannot be written ({error.strerror}): name another file") from None
