"""The words of letters: the hub's own where `wording/*.yaml` gives them, else the usual ones."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from longbien.kernel.hub import Hub
from longbien.kernel.sourced import read_yaml
from longbien.kernel.text import Text
from longbien.procedures.rules.desk.wording import LETTERS, Wording

FOLDER = "wording"


def wording(letter: str) -> Wording:
    """How the hub words a letter."""
    return _own(settings.HUB).get(letter, LETTERS[letter].usual)


def _own(hub: Hub) -> dict[str, Wording]:
    return _read(hub.folder, hub.languages)


@lru_cache(maxsize=8)
def _read(folder: Path, languages: tuple[str, ...]) -> dict[str, Wording]:
    """Every letter that the hub words itself; the files were found in order when the hub was loaded."""
    files = [read_yaml(path).data for path in sorted((folder / FOLDER).glob("*.yaml"))]
    return {
        data["letter"]: Wording(_text(data["subject"], languages), _text(data["body"], languages)) for data in files
    }  # fmt: skip


def _text(given: object, languages: tuple[str, ...]) -> Text:
    return Text.from_data(given, languages)
