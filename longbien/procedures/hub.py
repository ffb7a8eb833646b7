"""The hub's procedures: `procedures/*.yaml` with their forms. Loading publishes the versions that are new.

And the words of its letters, `wording/*.yaml`, which are read where they stand.
"""

from collections.abc import Iterator
from datetime import datetime

from longbien.kernel.actor import SYSTEM
from longbien.kernel.hub import Files, Hub, Section, register
from longbien.kernel.refusal import Fault
from longbien.kernel.shape import Finding, OneOf, Record, Words, examine
from longbien.kernel.sourced import Sourced
from longbien.procedures.actions.publish_version import publish_version
from longbien.procedures.files import bundle_of, known_names
from longbien.procedures.rules.checks.forms import check_form
from longbien.procedures.rules.desk.wording import LETTERS, faults_in
from longbien.procedures.rules.lint import deferred, lint

FOLDER = "procedures"
LETTER = Record({"letter": OneOf(tuple(LETTERS)), "subject": Words(), "body": Words()})


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


def check_wording(hub: Hub, files: Files) -> Iterator[Finding]:
    for file in files:
        findings = examine(file, LETTER, hub.languages)
        yield from findings or _unknown_places(hub, file)


def _unknown_places(hub: Hub, file: Sourced) -> Iterator[Fault]:
    letter = LETTERS[file.data["letter"]]
    for part in ("subject", "body"):
        for language, template in hub.text(file.data[part]).items():
            yield from (file.fault((part, language), what) for what in faults_in(template, letter))


register(Section(f"{FOLDER}/*.yaml", check, load, offers={"procedure": codes}))
register(Section(f"{FOLDER}/forms/*.schema.json", check_forms))
register(Section("wording/*.yaml", check_wording))
