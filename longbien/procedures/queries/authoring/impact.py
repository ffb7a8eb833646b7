"""What a version that is being written would mean for each running case."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from longbien.kernel.text import Text
from longbien.procedures.models import Case
from longbien.procedures.queries.authoring.carrying import edition, offered_now, verdict_on
from longbien.procedures.queries.versions import published
from longbien.procedures.rules.authoring.changes import Changed, changes_at
from longbien.procedures.rules.migrating.verdicts import Edition, Verdict, mapped

# More running cases than this are counted, not judged: each costs two queries.
JUDGED = 2_000
LISTED = 100  # cases named in one group
DRAFTS = Q(seq=1, parent=None)  # as `Case.is_draft` says


@dataclass(frozen=True)
class OneCase:
    """A running case; `verdict` is None where its version is not the one that `migrate` takes from."""

    id: UUID
    number: str
    verdict: Verdict | None


@dataclass(frozen=True)
class Group:
    """The running cases that stand at one state of one version, and what changes for them."""

    version: int
    state: str
    title: Text
    drafts: bool
    count: int
    cases: tuple[OneCase, ...]
    changes: tuple[Changed, ...]

    @property
    def going(self) -> int:
        return sum(one.verdict is not None and one.verdict.goes for one in self.cases)

    @property
    def staying(self) -> int:
        return self.count - self.going if len(self.cases) == self.count else len(self.cases) - self.going

    @property
    def judged(self) -> bool:
        """Whether the new version takes cases from this one."""
        return any(one.verdict for one in self.cases)

    @property
    def listed(self) -> tuple[OneCase, ...]:
        return self.cases[:LISTED]

    @property
    def unlisted(self) -> int:
        return self.count - len(self.listed)

    @property
    def unjudged(self) -> int:
        return self.count - len(self.cases)


def impact(new: Edition) -> tuple[Group, ...]:
    """Every group of running cases of the procedure, by version and state; never more than JUDGED are looked at."""
    running = Case.objects.filter(version__code=new.definition.code, closed_at=None)
    counted = running.values("version_id", "version__version", "state").annotate(
        unsent=Count("pk", filter=DRAFTS), sent=Count("pk", filter=~DRAFTS)
    )
    groups, left, offered = [], JUDGED, offered_now(new)
    for row in sorted(counted, key=lambda row: (row["version__version"], row["state"])):
        for drafts in (True, False):
            if count := row["unsent" if drafts else "sent"]:
                group = _group(row, drafts, count, new, offered, min(left, count))
                left -= len(group.cases)
                groups.append(group)
    return tuple(groups)


def _group(
    row: Mapping[str, Any], drafts: bool, count: int, new: Edition, offered: Mapping[str, frozenset[str]], most: int
) -> Group:
    old, state = published(row["version_id"]), row["state"]
    found = Case.objects.filter(version_id=row["version_id"], closed_at=None, state=state)
    cases = found.filter(DRAFTS if drafts else ~DRAFTS).order_by("pk")
    migration = new.definition.migrate
    comes = migration is not None and migration.source == old.definition.version
    target = mapped(migration, state) if migration and comes else state
    return Group(
        version=old.definition.version,
        state=state,
        title=old.definition.states[state].title,
        drafts=drafts,
        count=count,
        cases=tuple(
            OneCase(case.pk, case.number, verdict_on(case, old, new, offered) if comes else None)
            for case in islice(cases.iterator(), most)
        ),
        changes=changes_at(edition(old), new, state, target),
    )
