"""The course of a trial out of the record and the raw files, each checked against what the record committed to."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any
from uuid import UUID

from longbien.kernel.plain import utc_micros
from longbien.kernel.refusal import Refusal
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.record.queries import Entry, chain, openings_of
from longbien.trials import models
from longbien.trials.queries.batches import raw_path
from longbien.trials.queries.trials import trial, versions
from longbien.trials.rules.again import Course

GRANTS = frozenset({"trials.licence-issued", "trials.licence-extended"})
STORED, SUSPENDED, CONSENTED = "trials.batch-stored", "trials.suspended", "trials.consent-noted"
# What the trial does by itself follows from the rest.
FOLLOWS = frozenset({"trials.suspension-backdated"})


def course_of(trial_id: UUID) -> Course:
    """The recorded course of a trial. Refusal 409 when a version or a raw file is not the one that was recorded."""
    entries = chain(Subject("trials.trial", trial_id))
    granted = {one.open["plan_version"]: one.open["policy_sha256"] for one in entries if one.kind in GRANTS}
    found = versions(trial_id)
    for version in found:
        if sha256(version.policy.encode()).hexdigest() != granted.get(version.number):
            raise _not_as_recorded(f"version {version.number}")
    return Course(
        trial(trial_id).regime.rules.content,
        tuple(
            {
                "number": one.number, "plan": one.plan, "policy": one.policy,
                "granted_at": utc_micros(one.granted_at),
            }
            for one in found
        ),
        tuple(_deeds(trial_id, entries)),
    )  # fmt: skip


def _deeds(trial_id: UUID, entries: tuple[Entry, ...]) -> Iterator[dict[str, Any]]:
    for entry in entries:
        if entry.kind in FOLLOWS or (entry.kind == SUSPENDED and entry.open["automatic"]):
            continue
        if entry.kind == STORED and not entry.open["size"]:
            continue  # another look at what is stored: the withdrawal before it leads to it
        deed = {"kind": entry.kind, "at": utc_micros(entry.at), **entry.open}
        if entry.kind == STORED:
            path = raw_path(trial_id, entry.open["sha256"])
            if not path.exists() or sha256(path.read_bytes()).hexdigest() != entry.open["sha256"]:
                raise _not_as_recorded(path.name)
            deed["path"] = str(path)
        if entry.kind == CONSENTED:
            deed["steps"] = _steps(entry)
        yield deed


def _steps(entry: Entry) -> list[list[str]]:
    """The codes of an entry, and when each took the step, as the record committed to them."""
    found = list(models.ConsentStep.objects.filter(entry=entry.id).order_by("pk").values_list("code", "at"))
    rows = [[code, utc_micros(at)] for code, at in found]
    sealed = openings_of([entry.id]).get(entry.id, {})
    told = {"codes": [code for code, _ in rows], "times": [at for _, at in rows]}
    if any(name not in sealed or sealed[name].value != said for name, said in told.items()):
        raise _not_as_recorded(f"{CONSENTED} {entry.id}")
    return rows


def _not_as_recorded(what: str) -> Refusal:
    words = Text.of(
        vi=f"“{what}” bị thiếu hoặc không đúng như đã ghi sổ; không thể tính lại.",
        en=f"“{what}” is missing or not what was recorded; nothing can be recomputed.",
    )
    return Refusal("not-as-recorded", words, status=409)
