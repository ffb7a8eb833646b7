"""Reads procedure files with the forms they name, and gathers what they may refer to."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings

from longbien.kernel.hub import Hub
from longbien.kernel.refusal import Fault
from longbien.kernel.sourced import Sourced, Unreadable, read_yaml
from longbien.people.registers import register_keys
from longbien.procedures import registry
from longbien.procedures.rules.authoring.texts import Texts, plain
from longbien.procedures.rules.known import Known
from longbien.procedures.rules.lint import Bundle
from longbien.ui import links


def read_bundle(path: Path) -> Bundle:
    """A procedure file and its forms. Unreadable when the procedure file can't be read."""
    return bundle_of(read_yaml(path), path.parent)


def bundle_of(procedure: Sourced, folder: Path) -> Bundle:
    """The forms that `procedure` names, read below `folder`."""
    named = procedure.data.get("forms") if isinstance(procedure.data, dict) else None
    beside = Path(procedure.file).parent
    words = Sourced(procedure.file, plain(procedure.data), procedure.lines)
    forms: dict[str, Sourced | None] = {}
    unread: dict[str, Fault] = {}
    for name, file in named.items() if isinstance(named, dict) else ():
        try:
            forms[name] = _form(folder / str(file), beside / str(file))
        except Unreadable as broken:
            forms[name], unread[name] = None, broken.fault
    return Bundle(words, forms, unread, _letters(words.data, folder))


def _letters(data: Any, folder: Path) -> dict[str, str | None]:
    """The templates of the letters that a procedure names; None for one that can't be read."""
    named = data.get("letters") if isinstance(data, dict) else None
    found: dict[str, str | None] = {}
    for name, file in named.items() if isinstance(named, dict) else ():
        try:
            found[name] = (folder / str(file)).read_text()
        except (OSError, ValueError):
            found[name] = None
    return found


def _form(path: Path, named: Path) -> Sourced | None:
    try:
        return read_yaml(path, named=str(named))
    except (OSError, ValueError) as error:
        if isinstance(error, Unreadable):
            raise
        return None  # not there, or no name that a file can have


def texts_at(path: Path, definition: Mapping[str, Any]) -> Texts:
    """The files of a service as they were typed: `definition` is what the one at `path` holds, in order."""
    named = [*definition.get("forms", {}).values(), *definition.get("letters", {}).values()]
    beside = path.parent / "samples" / path.name
    samples = beside.read_text() if beside.is_file() else ""
    return Texts(path.read_text(), {name: (path.parent / name).read_text() for name in named}, samples)


CODE = re.compile(r"^procedure:[ \t]*([a-z0-9.\-]+)", re.M)
APPEALS = re.compile(r"^about:[ \t]*procedures\.case[ \t]*$", re.M)


def codes_in(folder: Path) -> dict[str, str]:
    """The procedures of a folder by code, each with its text; of a file only what its lines begin with is read."""
    texts = (path.read_text(errors="replace") for path in sorted(folder.glob("*.yaml")))
    return {found[1]: text for text in texts if (found := CODE.search(text))}


def appeals_in(folder: Path) -> str:
    """The service of a folder whose cases are about a case: appeals are filed with it. Empty without one."""
    return next((code for code, text in codes_in(folder).items() if APPEALS.search(text)), "")


def known_names(hub: Hub | None = None) -> Known:
    """What a procedure may name: from the hub, and from what the rooms registered at start-up."""
    hub = hub or settings.HUB
    return Known(
        languages=hub.languages,
        country=hub.country,
        stages=frozenset(hub.stages),
        groups=frozenset(hub.roles),
        bodies=frozenset(hub.data.get("bodies", ())),
        effects=registry.effect_names(),
        matchers=registry.matcher_names(),
        choices=registry.choices_names(),
        subjects=links.types(),
        currency=hub.currency,
        reserved=_reserved(hub),
        registers=register_keys(),
        has_wards=bool(registry.all_wards()),
        deciding=registry.deciding_effects(),
        fitters=registry.fitter_names(),
    )


def _reserved(hub: Hub) -> dict[str, str]:
    """`procedure:action` → the body to whom hub.yaml reserves it."""
    bodies = hub.data.get("bodies", {}).items()
    matters = ((code, matter) for code, body in bodies for matter in _matters(body))
    return {matter["action"]: code for code, matter in matters if "action" in matter}


def _matters(body: dict[str, Any]) -> list[dict[str, Any]]:
    listed = body.get("reserved_matters")
    return [matter for matter in listed if isinstance(matter, dict)] if isinstance(listed, list) else []
