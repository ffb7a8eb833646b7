"""Both parsers of YAML read a file alike: good or bad, the same data, the same lines."""

import random
from pathlib import Path

import pytest

from longbien.kernel.sourced import Sourced, parse_yaml, reading
from longbien.kernel.sourced.composing import compose_slowly
from longbien.kernel.sourced.reading import Unreadable

HUBS = Path(__file__).parents[2] / "hubs"
FILES = [path.read_text() for path in sorted(HUBS.rglob("*.yaml"))]
STRANGE = [*"?:,-{}[]\"'#&*!|>%@` \t\n\\~=<.0a\r\0\x1f\x85\u2028\ufeff", "!a ", "? ", ": ", "- "]


def read(source: str) -> Sourced | str:
    try:
        return parse_yaml(source.encode(), named="f.yaml")
    except Unreadable as error:
        return str(error)


def spoilt(chance: random.Random) -> str:
    """A few lines of a file of a hub, with up to two letters changed."""
    lines = chance.choice(FILES).splitlines()
    start = chance.randrange(len(lines))
    part = lines[start : start + chance.randrange(1, 7)]
    within = len(part[0]) - len(part[0].lstrip())
    text = "\n".join(line.removeprefix(" " * within) for line in part)
    for _ in range(chance.randrange(3)):
        place = chance.randrange(len(text) + 1)
        text = text[:place] + chance.choice(STRANGE) + text[place + chance.randrange(2) :]
    return text


def test_spoilt_files_are_read_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(7)
    texts = [*FILES[::4], *(spoilt(chance) for _ in range(600))]
    quickly = [read(text) for text in texts]
    monkeypatch.setattr(reading, "compose", compose_slowly)
    for text, one in zip(texts, quickly, strict=True):
        assert one == read(text), text
    assert 100 < sum(isinstance(one, str) for one in quickly) < 500
