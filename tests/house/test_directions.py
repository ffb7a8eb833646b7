"""Arrows that import-linter can't see point down too: foreign keys, and URL names, tags and parents of templates."""

import re
from pathlib import Path

import pytest
from django.apps import apps

PACKAGE = Path(__file__).resolve().parents[2] / "longbien"
HEIGHT = {
    "kernel": 0, "ui": 1, "record": 2, "people": 3, "ledger": 4, "credentials": 4, "procedures": 5, "data": 6,
    "places": 7, "ai": 8, "problems": 9, "trials": 10, "capital": 11, "ventures": 12, "city": 12, "academy": 12,
    "reports": 13, "site": 14,
}  # fmt: skip

TEMPLATES = sorted(PACKAGE.glob("*/templates/**/*.html"))
URL = re.compile(r"""\{%\s*url\s+["'](\w+):""")
EXTENDS = re.compile(r"""\{%\s*(?:extends|include)\s+["'](\w+)/""")
LOAD = re.compile(r"\{%\s*load\s+([\w ]+?)\s*(?:from \w+\s*)?%\}")
TAGS = {path.stem: path.parts[-3] for path in PACKAGE.glob("*/templatetags/*.py")}


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0]


def points_down(source: str, target: str) -> bool:
    return source == target or HEIGHT[target] < HEIGHT[source]


def test_the_house_has_exactly_these_rooms() -> None:
    assert {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()} == set(HEIGHT)


@pytest.mark.parametrize("room", sorted(HEIGHT))
def test_every_room_says_what_it_is_for(room: str) -> None:
    assert (PACKAGE / room / "__init__.py").read_text().startswith('"""')


def test_foreign_keys_point_down() -> None:
    up = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in apps.get_models()
        if model._meta.app_label in HEIGHT
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model._meta.app_label in HEIGHT
        if not points_down(model._meta.app_label, field.related_model._meta.app_label)
    ]
    assert not up


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_templates_point_down(template: Path) -> None:
    source, text = room_of(template), template.read_text()
    named = set(URL.findall(text)) | set(EXTENDS.findall(text))
    named |= {TAGS[tag] for loaded in LOAD.findall(text) for tag in loaded.split() if tag in TAGS}
    assert [room for room in sorted(named & set(HEIGHT)) if not points_down(source, room)] == []
