"""What the hub's folder says of deals: what whoever enters a data room accepts, who decides, deals to try."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import rfc8785
from django.conf import settings

from longbien.kernel.refusal import Refusal, not_found
from longbien.kernel.sourced import read_yaml
from longbien.kernel.text import Text
from longbien.procedures.queries import service


@dataclass(frozen=True)
class Confidence:
    """The text that is accepted; `sha256` is over its version and its words in every language."""

    version: int
    title: Text
    text: Text
    as_of: str
    signed_by_counsel: bool
    sha256: str


def confidence() -> Confidence | None:
    """None where the hub has no such text: its data rooms then stay shut to everyone but the company."""
    told = _file("confidence.yaml")
    if told is None:
        return None
    digest = sha256(rfc8785.dumps({name: told[name] for name in ("version", "title", "text")})).hexdigest()
    return Confidence(
        told["version"], settings.HUB.text(told["title"]), settings.HUB.text(told["text"]), str(told["as_of"]),
        bool(told["verified"]), digest,
    )  # fmt: skip


def needed_confidence() -> Confidence:
    found = confidence()
    if found is None:
        raise not_found()
    return found


@dataclass(frozen=True)
class Committee:
    """By which procedure deals are decided, and the body that it names."""

    procedure: str
    body: str


def committee() -> Committee | None:
    """None where the hub names no procedure for it, or the procedure no body."""
    code = settings.HUB.data.get("capital", {}).get("committee")
    if not code:
        return None
    try:
        roles = service(code).definition.roles.values()
    except Refusal:
        return None
    body = next((role.ref for role in roles if role.kind == "body"), "")
    return Committee(code, body) if body else None


def demonstration() -> Mapping[str, Any] | None:
    """What is to be played so that the pages can be looked at; None where the hub has no such file."""
    return _file("demonstration.yaml")


def _file(name: str) -> dict[str, Any] | None:
    path = Path(settings.HUB.folder) / "deals" / name
    return _read(path, path.stat().st_mtime_ns) if path.exists() else None


@lru_cache(maxsize=8)
def _read(path: Path, changed: int) -> dict[str, Any]:
    """The file as plain JSON data; read again when it `changed`."""
    plain: dict[str, Any] = json.loads(json.dumps(read_yaml(path).data, default=date.isoformat))
    return plain
