"""The countries that packs may name: those for which the program has names."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def known_countries() -> frozenset[str]:
    """ISO 3166-1 alpha-2 codes."""
    # Every language has the same countries; one table is enough.
    table = files("locales").joinpath("en/names.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(table)["countries"])
