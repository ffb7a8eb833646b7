"""Which events the crossing page tells, in what colour, and who may read them there.

A telling is the outside of what happened: that a case was decided and how, never what it says. Events that are not
listed are not told; their words are their own (`kernel.event.words_of`).
"""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["problem", "case", "decision", "venture", "trial", "document"]
Tone = Literal["", "ok", "warn", "bad", "off"]


@dataclass(frozen=True)
class Telling:
    """`inside`: only for members of the venture and for the officers of the case."""

    kind: Kind
    tone: Tone = ""
    inside: bool = False


TELLINGS: dict[str, Telling] = {
    "problems.published": Telling("problem"),
    "procedures.case-late": Telling("case", "warn", inside=True),
    "procedures.task-assigned": Telling("case", inside=True),
    "procedures.task-submitted": Telling("case", inside=True),
    "procedures.conflict-declared": Telling("case", inside=True),
    "record.document_stored": Telling("document", inside=True),
    "ventures.founded": Telling("venture", "ok"),
    "ventures.stage-passed": Telling("venture", "ok"),
    "trials.licence-issued": Telling("trial", "ok"),
    "trials.licence-extended": Telling("trial", "ok"),
    "trials.start-announced": Telling("trial", "ok"),
    "trials.started": Telling("trial", "ok"),
    "trials.batch-stored": Telling("trial", inside=True),
    "trials.suspended": Telling("trial", "bad"),
    "trials.suspension-backdated": Telling("trial", "bad"),
    "trials.resumed": Telling("trial", "ok"),
    "trials.revoked": Telling("trial", "bad"),
    "trials.closing": Telling("trial", "off"),
    "trials.expired": Telling("trial", "off"),
    "trials.exited": Telling("trial", "off"),
    "trials.ended": Telling("trial", "off"),
    "trials.lesson-drawn": Telling("trial", "off"),
    "trials.lesson-followed": Telling("trial", "off"),
    "trials.incident-reported": Telling("trial", "warn"),
    "trials.concern-raised": Telling("trial", "warn", inside=True),
    "trials.concern-answered": Telling("trial", inside=True),
    "trials.answer-missed": Telling("trial", "warn", inside=True),
    "trials.dossier-built": Telling("trial", "ok"),
    "trials.key-issued": Telling("trial", inside=True),
    "trials.fleet-declared": Telling("trial", inside=True),
}

# Told once, for the first of them: a running trial reports every few seconds.
ONCE = frozenset({"trials.batch-stored"})
