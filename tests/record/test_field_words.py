"""Entries are read in words: no field of any room stands on a public page under its key."""

import dataclasses
from collections.abc import Iterator

import pytest

from longbien.kernel.event import Event
from longbien.record.field_words import FIELD_WORDS
from longbien.record.views.pages import _called, _plain


def every(kind: type[Event]) -> Iterator[type[Event]]:
    for one in kind.__subclasses__():
        yield one
        yield from every(one)


def test_every_field_of_every_entry_has_words():
    ours = [one for one in every(Event) if one.__module__.startswith("longbien.")]
    names = {field.name for one in ours for field in dataclasses.fields(one)}
    assert len(ours) > 100
    assert names - FIELD_WORDS.keys() == set()
    assert FIELD_WORDS.keys() - names == set(), "nobody writes these"


SAID = [(True, "có"), (False, "không"), (["a", "b"], "a, b"), ("x", "x"), (3, "3"), ({"a": 1}, '{"a": 1}')]


@pytest.mark.parametrize(("value", "said"), SAID)
def test_values_are_read_too(value, said):
    assert _plain(value) == said
    assert _called("tacit") == "Im lặng được coi là"
    assert _called("of_a_later_version") == "of_a_later_version"
