"""Services in writing: what the latest revision says, who wrote, where a new one begins."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml
from django.conf import settings
from django.db.models import QuerySet

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault
from longbien.kernel.sourced import Unreadable
from longbien.kernel.text import Text
from longbien.people.policy import can, visible
from longbien.people.queries import PersonCard, persons
from longbien.procedures.files import known_names, read_bundle, texts_at
from longbien.procedures.models import Revision, ServiceDraft, Version
from longbien.procedures.queries.authoring.carrying import map_faults
from longbien.procedures.queries.authoring.related import related_faults
from longbien.procedures.queries.letters import letter_faults
from longbien.procedures.queries.versions import source_in_force
from longbien.procedures.registry import offered
from longbien.procedures.rules.authoring.bundles import content_of
from longbien.procedures.rules.authoring.review import Review, marked, review
from longbien.procedures.rules.authoring.texts import Texts

VERSION = re.compile(r"^version:[ \t]*\d+", re.M)
TITLE = re.compile(r"^title:[ \t]*([^\n]{1,500})$", re.M)
MIGRATED = re.compile(r"^migrate:.*\n?(?:\n*[ \t}].*\n?)*", re.M)
MIGRATE = "migrate: {{from: {version}, drafts: auto, open: if-compatible, final: never}}\n"


@dataclass(frozen=True)
class RevisionLine:
    """A revision as a list shows it."""

    seq: int
    by: str
    at: datetime
    sha256: str


def drafts(actor: Actor) -> QuerySet[ServiceDraft]:
    """What the actor may see, that which is being written first."""
    found = visible(actor, ServiceDraft.objects.exclude(status=ServiceDraft.Status.DROPPED))
    return found.order_by("-changed_at", "pk")


@dataclass(frozen=True)
class DraftLine:
    """A draft as the list shows it; `waits_for_you`: the reader is a second person who may decide."""

    draft: ServiceDraft
    title: Text | None
    by: str
    waits_for_you: bool


def drafts_waiting(found: Iterable[ServiceDraft], actor: Actor) -> tuple[DraftLine, ...]:
    """The lines of a list."""
    listed = list(found)
    names = persons({one.begun_by_id for one in listed})
    return tuple(
        DraftLine(
            one,
            title_in(texts_of(one).procedure),
            _name(names, one.begun_by_id),
            one.status == ServiceDraft.Status.PROPOSED and can(actor, "approve", one),
        )
        for one in listed
    )


def title_in(procedure: str) -> Text | None:
    """The title in a text that may be wrong anywhere else; None where it has none."""
    found = TITLE.search(procedure)
    try:
        return settings.HUB.text(yaml.safe_load(found[1])) if found else None
    except (ValueError, yaml.YAMLError):
        return None


def texts_of(draft: ServiceDraft, seq: int | None = None) -> Texts:
    """The texts of a revision, the latest without `seq`."""
    row = draft.revisions.get(seq=draft.seq if seq is None else seq)
    return Texts(row.procedure, row.forms, row.samples)


def revisions(draft: ServiceDraft) -> tuple[RevisionLine, ...]:
    """Every revision, newest first, with who saved it."""
    rows = list(draft.revisions.order_by("-seq").only("seq", "by_id", "at", "sha256"))
    names = persons({row.by_id for row in rows})
    return tuple(RevisionLine(row.seq, _name(names, row.by_id), row.at, row.sha256) for row in rows)


def authors(draft: ServiceDraft) -> frozenset[UUID]:
    return frozenset(Revision.objects.filter(draft=draft).values_list("by_id", flat=True))


def _name(names: dict[UUID, PersonCard], person_id: UUID) -> str:
    return names[person_id].name if person_id in names else ""


def reviewed(texts: Texts, code: str) -> Review:
    """The texts as this hub would judge them; once all else is in order, the version that running cases come from is
    asked, and its letters are drawn."""
    known = known_names()
    found = review(texts, code, known, settings.HUB.calendar, offered(known.choices))
    faults: tuple[Fault, ...] = ()
    if found.bundle and found.edition:
        faults = (*map_faults(found.bundle), *related_faults(found.bundle), *letter_faults(found.bundle))
    return replace(found, faults=(*found.faults, *marked(faults, texts)))


def digest_of(texts: Texts) -> str:
    """SHA-256 over the texts, each under its name."""
    parts = [texts.procedure, *(f"{name}\n{text}" for name, text in sorted(texts.forms.items())), texts.samples]
    return sha256("\0".join(parts).encode()).hexdigest()


def next_of(code: str) -> Texts | None:
    """Where the next version of a service begins: the version in force, its number raised, with a migration proposed;
    what it said itself about the cases of the version before is over and left out.

    As it was written here, or stands in the hub's folder, comments and all, where that is what was published; else
    written anew.
    """
    row = Version.objects.filter(code=code).order_by("-version").first()
    if row is None:
        return None
    texts = _from_draft(row) or _from_folder(row) or _written_anew(row)
    raised = VERSION.sub(f"version: {row.version + 1}", texts.procedure, count=1)
    clean = MIGRATED.sub("", raised).rstrip("\n")
    return Texts(f"{clean}\n{MIGRATE.format(version=row.version)}", texts.forms, texts.samples)


def _from_draft(row: Version) -> Texts | None:
    """The texts of the draft that was published as this version."""
    draft = ServiceDraft.objects.filter(version=row).first()
    return texts_of(draft) if draft else None


def _from_folder(row: Version) -> Texts | None:
    """The files that were published, if they stand there unchanged."""
    path, content = _in_folder(row.code)
    if path is None or content != source_in_force(row.code):
        return None
    return texts_at(path, content["definition"])


def _written_anew(row: Version) -> Texts:
    """What was published, as text; its samples, which are not published, from the hub's folder."""
    source = source_in_force(row.code) or {}
    definition, named = source["definition"], source["definition"].get("forms", {})

    def written(data: object) -> str:
        return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=120)

    forms = {named[name]: written(schema) for name, schema in source["forms"].items()}
    letters = {definition["letters"][name]: text for name, text in source.get("letters", {}).items()}
    path, _content = _in_folder(row.code)
    return Texts(written(definition), forms | letters, _samples(path) if path else "")


def _in_folder(code: str) -> tuple[Path | None, dict[str, Any]]:
    """The file of a procedure in the hub's folder, with what it holds."""
    for path in sorted((Path(settings.HUB.folder) / "procedures").glob("*.yaml")):
        try:
            bundle = read_bundle(path)
        except Unreadable:
            continue
        if isinstance(bundle.procedure.data, dict) and bundle.procedure.data.get("procedure") == code:
            return path, content_of(bundle)
    return None, {}


def _samples(path: Path) -> str:
    beside = path.parent / "samples" / path.name
    return beside.read_text() if beside.is_file() else ""
