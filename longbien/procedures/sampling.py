"""Sample values for the templates of procedures, so that a letter can be looked at before any case exists."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError

from longbien.credentials.letters.sampling import sampler
from longbien.kernel.sourced import Unreadable, read_yaml
from longbien.procedures.files import known_names, read_bundle
from longbien.procedures.queries.letters import sample, sample_with
from longbien.procedures.rules.authoring.bundles import edition_in
from longbien.procedures.rules.authoring.samples import VALIDATOR
from longbien.procedures.rules.authoring.texts import plain
from longbien.procedures.rules.authoring.trying import Paper, papers_in
from longbien.procedures.rules.lint import lint
from longbien.procedures.rules.migrating.verdicts import Edition


@sampler
def sample_of(template: Path) -> Mapping[str, Any] | None:
    """Of the first procedure beside the folder of the template that names it and is in order; None without one."""
    for path in sorted(template.parent.parent.glob("*.yaml")) if template.parent.name == "letters" else ():
        try:
            bundle = read_bundle(path)
        except Unreadable:
            continue
        data = bundle.procedure.data
        named = data.get("letters") if isinstance(data, dict) else None
        if isinstance(named, dict) and f"letters/{template.name}" in named.values() and not lint(bundle, known_names()):
            edition = edition_in(bundle, settings.HUB.languages)
            name = next(name for name, file in edition.definition.letters.items() if file == f"letters/{template.name}")
            return filled(edition, _papers(path, edition).get(name))
    return None


def filled(edition: Edition, paper: Paper | None) -> Mapping[str, Any]:
    """With the answers of a sample; made up where there is no database yet that knows its areas and wards."""
    try:
        return sample_with(edition, paper)
    except DatabaseError:
        return sample(edition)


def _papers(path: Path, edition: Edition) -> Mapping[str, Paper]:
    """The letters that the samples beside a procedure come to; none where these are not in order."""
    beside = path.parent / "samples" / path.name
    try:
        samples = read_yaml(beside)
    except (OSError, Unreadable):
        return {}
    data = plain(samples.data)
    return papers_in(data, edition, settings.HUB.calendar) if VALIDATOR.is_valid(data) else {}
