"""Sample values for the templates of procedures, so that a letter can be looked at before any case exists."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings

from longbien.credentials.letters.sampling import sampler
from longbien.kernel.sourced import Unreadable
from longbien.procedures.files import known_names, read_bundle
from longbien.procedures.queries.letters import sample
from longbien.procedures.rules.authoring.bundles import edition_in
from longbien.procedures.rules.lint import lint


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
            return sample(edition_in(bundle, settings.HUB.languages))
    return None
