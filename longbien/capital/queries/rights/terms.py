"""What the hub's folder says of rights."""

import json
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from longbien.capital.rules.rights.terms import Template, Terms, read_template, read_terms
from longbien.kernel.refusal import not_found
from longbien.kernel.sourced import read_yaml
from longbien.kernel.text import Text


def terms() -> Terms | None:
    """The trees and purposes that scopes are cut from; None where the hub has none."""
    path = Path(settings.HUB.folder) / "rights" / "terms.yaml"
    return read_terms(_read(path, path.stat().st_mtime_ns), settings.HUB.languages) if path.exists() else None


def needed_terms() -> Terms:
    """Refusal (404) where the hub keeps no rights."""
    found = terms()
    if found is None:
        raise not_found(
            Text.of(vi="Trung tâm này chưa có quy ước về quyền.", en="This hub has no terms of rights.")
        )  # fmt: skip
    return found


def written_templates() -> dict[str, dict[str, Any]]:
    """Every template as its file says it, by code, as plain JSON data."""
    paths = sorted((Path(settings.HUB.folder) / "rights" / "agreements").glob("*.yaml"))
    read = (_read(path, path.stat().st_mtime_ns) for path in paths)
    return {one["agreement"]: one for one in read}


def templates() -> tuple[Template, ...]:
    return tuple(read_template(one, settings.HUB.languages) for one in written_templates().values())


def demonstration() -> dict[str, Any] | None:
    """What is to be played so that the pages can be looked at; None where the hub has no such file."""
    path = Path(settings.HUB.folder) / "rights" / "demonstration.yaml"
    return _read(path, path.stat().st_mtime_ns) if path.exists() else None


@lru_cache(maxsize=32)
def _read(path: Path, changed: int) -> dict[str, Any]:
    """The file as plain JSON data; read again when it `changed`."""
    plain: dict[str, Any] = json.loads(json.dumps(read_yaml(path).data, default=date.isoformat))
    return plain
