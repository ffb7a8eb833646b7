"""The hub's procedures: `procedures/*.yaml` with their forms. Loading publishes the versions that are new."""

from collections.abc import Iterator
from datetime import datetime

from longbien.kernel.actor import SYSTEM
from longbien.kernel.hub import Files, Hub, Section, register
from longbien.kernel.refusal import Fault
from longbien.procedures.actions.publish_version import publish_version
from longbien.procedures.files import bundle_of, known_names
from longbien.procedures.rules.checks.forms import check_form
from longbien.procedures.rules.lint import deferred, lint

FOLDER = "procedures"


def check(hub: Hub, files: Files) -> Iterator[Fault]:
    known = known_names(hub)
    for file in files:
        faults = lint(bundle_of(file, hub.folder / FOLDER), known)
        yield from faults or deferred(file)


def load(hub: Hub, files: Files, at: datetime) -> None:
    for file in files:
        publish_version(bundle=bundle_of(file, hub.folder / FOLDER), by=SYSTEM, at=at)


def check_forms(hub: Hub, files: Files) -> Iterator[Fault]:
    known = known_names(hub)
    for file in files:
        yield from (file.fault(path, what) for path, what in check_form(file.data, known))


def codes(hub: Hub, files: Files) -> Iterator[str]:
    return (file.data["procedure"] for file in files)


def actions(hub: Hub, files: Files) -> Iterator[str]:
    """Every action as hub.yaml names it when a body alone decides it: `procedure:action`."""
    return (f"{file.data['procedure']}:{name}" for file in files for name in file.data["actions"])


register(Section(f"{FOLDER}/*.yaml", check, load, offers={"procedure": codes, "action": actions}))
register(Section(f"{FOLDER}/forms/*.schema.json", check_forms))
