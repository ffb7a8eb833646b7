"""From what was read to what the engine judges by."""

from typing import Any

from longbien.procedures.rules.lint import Bundle
from longbien.procedures.rules.migrating.verdicts import Edition
from longbien.procedures.rules.reading import read_definition


def content_of(bundle: Bundle) -> dict[str, Any]:
    """The definition, its forms and letters, keys in the order of the files: the first state comes first."""
    forms = {name: form.data for name, form in bundle.forms.items() if form is not None}
    content = {"definition": bundle.procedure.data, "forms": forms}
    return content | {"letters": dict(bundle.letters)} if bundle.letters else content


def edition_in(bundle: Bundle, languages: tuple[str, ...]) -> Edition:
    """The edition that a bundle in order would publish. KeyError or ValueError for one that lint has faults with."""
    content = content_of(bundle)
    return Edition(read_definition(content["definition"], languages), content["forms"])
