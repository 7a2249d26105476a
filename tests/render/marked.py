"""Languages in which each text says only what it is, so that a test sees where it comes from."""

from pathlib import Path
from shutil import copyfile

from bot.app import LOCALES
from bot.render.keys import KEYS
from tests.render.samples import LANGUAGES


def marked_locales(folder: Path) -> Path:
    """A copy of the languages in which each text is its language and the number of its key, with its placeholders."""
    for language in LANGUAGES:
        (folder / language).mkdir()
        entries = [
            'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=1; plural=0;\\n"\n'
        ]
        for number, (key, names) in enumerate(KEYS.items()):
            text = f"«{language}:{number}»" + "".join(f"{{{name}}}" for name in names.split())
            if "n" in names.split():
                entries.append(f'msgid "{key}"\nmsgid_plural "{key}"\nmsgstr[0] "{text}"\n')
            else:
                entries.append(f'msgid "{key}"\nmsgstr "{text}"\n')
        (folder / language / "messages.po").write_text("\n".join(entries), encoding="utf-8")
        copyfile(LOCALES / language / "names.toml", folder / language / "names.toml")
    copyfile(LOCALES / "languages.toml", folder / "languages.toml")
    return folder
