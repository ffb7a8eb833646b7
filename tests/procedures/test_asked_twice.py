"""Once-only: over all forms of all hubs, nothing is asked that a register holds, or that another form has asked."""

import json
from pathlib import Path

import pytest

from longbien.people.registers import register_keys
from longbien.procedures.rules.questions.meanings import asked_twice

HUBS = sorted((Path(__file__).parents[2] / "hubs").iterdir())


@pytest.mark.parametrize("hub", HUBS, ids=[hub.name for hub in HUBS])
def test_no_form_asks_for_what_is_known(hub):
    folder = hub / "procedures" / "forms"
    forms = {path.name: json.loads(path.read_text()) for path in sorted(folder.glob("*.schema.json"))}
    assert forms
    found = [f"{form} {'.'.join(path)}: {why['en']}" for form, path, why in asked_twice(forms, register_keys())]
    assert found == []
