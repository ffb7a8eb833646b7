"""The hub's procedures: `procedures/*.yaml`, their forms, letters and samples. Loading publishes what is new.

And the words of its e-mails, `wording/*.yaml`, which are read where they stand.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from longbien.kernel.actor import SYSTEM
from longbien.kernel.hub import Files, Hub, Section, register
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.shape import Finding, OneOf, Record, Reference, Words, examine
from longbien.kernel.sourced import Sourced, Unreadable
from longbien.kernel.text import Text
from longbien.procedures.actions.publish_version import publish_version
from longbien.procedures.files import bundle_of, known_names, read_bundle
from longbien.procedures.queries.letters import letter_faults
from longbien.procedures.registry import choices_kind
from longbien.procedures.rules.authoring.bundles import edition_in
from longbien.procedures.rules.authoring.given import named_by_samples
from longbien.procedures.rules.authoring.texts import plain
from longbien.procedures.rules.authoring.trying import faults_in
from longbien.procedures.rules.checks.forms import check_form
from longbien.procedures.rules.desk import wording
from longbien.procedures.rules.lint import lint
from longbien.procedures.rules.migrating.verdicts import Edition

FOLDER = "procedures"
UNPUBLISHED = Text.of(
    vi="Có dịch vụ trong thư mục chưa công bố được, như nêu ở trên.",
    en="A service in the folder can't be published, as said above.",
)
LETTER = Record({"letter": OneOf(tuple(wording.LETTERS)), "subject": Words(), "body": Words()})


def check(hub: Hub, files: Files) -> Iterator[Finding]:
    known = known_names(hub)
    for file in files:
        bundle = bundle_of(file, hub.folder / FOLDER)
        yield from lint(bundle, known) or letter_faults(bundle) or _procedures_named(file)


def _procedures_named(file: Sourced) -> Iterator[Reference]:
    """The procedures that its states open or that its decisions are appealed by, which another file must offer."""
    for name, state in file.data["states"].items():
        for key, code in ((state or {}).get("children") or {}).items():
            yield Reference("procedure", code, f"{file.file}:{file.line(('states', name, 'children', key))}")
        if appeal := (state or {}).get("appeal"):
            yield Reference("procedure", appeal["procedure"], f"{file.file}:{file.line(('states', name, 'appeal'))}")


def load(hub: Hub, files: Files, at: datetime) -> None:
    """Refusal that names, of every file, what keeps it from being published: nobody mends one to learn of the next."""
    refused: list[Refusal] = []
    left: list[Fault] = []
    for file in files:
        try:
            publish_version(bundle=bundle_of(file, hub.folder / FOLDER), by=SYSTEM, at=at)
        except Refusal as refusal:
            refused.append(refusal)
            left += refusal.faults or (file.fault(("version",), refusal.what),)
    if refused:
        raise Refusal(refused[0].code, UNPUBLISHED, status=refused[0].status, faults=tuple(left))


def check_forms(hub: Hub, files: Files) -> Iterator[Fault]:
    known = known_names(hub)
    for file in files:
        yield from (file.fault(path, what) for path, what in check_form(file.data, known))


def check_samples(hub: Hub, files: Files) -> Iterator[Finding]:
    """Each file of samples is walked through the procedure of the same file name; one with faults has its own. What
    they choose from lists of other rooms, files of the hub must offer."""
    known = known_names(hub)
    for file in files:
        beside = hub.folder / FOLDER / Path(file.file).name
        if not beside.is_file():
            what = Text.of(vi=f"Không có thủ tục {beside.name} bên cạnh.", en=f"There is no procedure {beside.name}.")
            yield file.fault((), what)
            continue
        try:
            bundle = read_bundle(beside)
        except Unreadable:
            continue
        if not lint(bundle, known):
            samples = Sourced(file.file, plain(file.data), file.lines)
            edition = edition_in(bundle, hub.languages)
            yield from faults_in(samples, edition, hub.calendar) or _chosen(samples, edition)


def _chosen(samples: Sourced, edition: Edition) -> Iterator[Reference]:
    for path, source, value in named_by_samples(samples.data, edition):
        if kind := choices_kind(source):
            yield Reference(kind, value, f"{samples.file}:{samples.line(path)}")


def check_letters(hub: Hub, files: Files) -> Iterator[Finding]:
    """A template that no procedure names would never be sent."""
    for file in files:
        yield Reference("letter", Path(file.file).name, f"{file.file}:1")


def letters(hub: Hub, files: Files) -> Iterator[str]:
    return (Path(template).name for file in files for template in file.data.get("letters", {}).values())


def codes(hub: Hub, files: Files) -> Iterator[str]:
    return (file.data["procedure"] for file in files)


def actions(hub: Hub, files: Files) -> Iterator[str]:
    """Every action as hub.yaml names it when a body alone decides it: `procedure:action`."""
    return (f"{file.data['procedure']}:{name}" for file in files for name in file.data["actions"])


def check_wording(hub: Hub, files: Files) -> Iterator[Finding]:
    for file in files:
        findings = examine(file, LETTER, hub.languages)
        yield from findings or _unknown_places(hub, file)


def _unknown_places(hub: Hub, file: Sourced) -> Iterator[Fault]:
    letter = wording.LETTERS[file.data["letter"]]
    for part in ("subject", "body"):
        for language, template in hub.text(file.data[part]).items():
            yield from (file.fault((part, language), what) for what in wording.faults_in(template, letter))


register(Section(f"{FOLDER}/*.yaml", check, load, offers={"procedure": codes, "action": actions, "letter": letters}))
register(Section(f"{FOLDER}/forms/*.schema.json", check_forms))
register(Section(f"{FOLDER}/samples/*.yaml", check_samples))
register(Section(f"{FOLDER}/letters/*.typ", check_letters))
register(Section("wording/*.yaml", check_wording))
