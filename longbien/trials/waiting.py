"""What waits for a person in this room, for the page /me: stopped trials, trials not started, reports, concerns."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from longbien.kernel.actor import Actor
from longbien.people.policy import can
from longbien.people.registry import Waiting, waiting
from longbien.trials.queries import visible_trials
from longbien.trials.queries.leaving.exits import undecided
from longbien.trials.queries.owed.incidents import owing
from longbien.trials.queries.owed.periods import owing_periods
from longbien.trials.queries.residents.concerns import tallies
from longbien.trials.rules.lifecycle import CLOSING, EXPIRED, GRANTED, NAMES, SUSPENDED
from longbien.ui.language import say

MOST = 20


@waiting
def trials(actor: Actor) -> Iterator[Waiting]:
    """A stop waits for the holder and for those who may let the trial go on; a start and a report for the holder."""
    if not actor.is_signed_in:
        return
    for state in (SUSPENDED, GRANTED, CLOSING, EXPIRED):
        for row in visible_trials(actor, state=state)[:MOST]:
            if actor.member_of(row.organisation_id) or (state == SUSPENDED and can(actor, "resume", row)):
                yield Waiting(row.title, reverse("trials:page", args=[row.pk]), f"{row.number} · {say(NAMES[state])}")


@waiting
def publications(actor: Actor) -> Iterator[Waiting]:
    """An exit report that its holder lets everyone read waits for the authority's own decision."""
    if not actor.is_signed_in:
        return
    for row in undecided(visible_trials(actor))[:MOST]:
        if can(actor, "release-exit", row):
            yield Waiting(row.title, reverse("trials:exit", args=[row.pk]), f"{row.number} · {gettext('Exit report')}")


@waiting
def concerns(actor: Actor) -> Iterator[Waiting]:
    """What residents told waits for those who watch over the trial, until it is answered."""
    if not actor.is_signed_in:
        return
    told = {trial: tally for trial, tally in tallies(timezone.now()).items() if tally.waiting}
    for row in visible_trials(actor).filter(pk__in=told):
        if can(actor, "answer-concern", row):
            tally = told[row.pk]
            kind = ngettext("%(n)s concern to answer", "%(n)s concerns to answer", tally.waiting) % {"n": tally.waiting}
            late = " · " + gettext("%(n)s overdue") % {"n": tally.overdue} if tally.overdue else ""
            urgent = " · " + gettext("%(n)s urgent") % {"n": tally.urgent} if tally.urgent else ""
            address = reverse("trials:concerns", args=[row.pk])
            yield Waiting(row.title, address, f"{row.number} · {kind}{urgent}{late}", due=tally.due)


@waiting
def reports(actor: Actor) -> Iterator[Waiting]:
    """What is owed waits for the holder; once it is overdue, for those who let trials go on, too."""
    if not actor.is_signed_in:
        return
    now, owed = timezone.now(), list(_owed())
    seen = {row.pk: row for row in visible_trials(actor).filter(pk__in={trial for trial, *_ in owed})} if owed else {}
    for trial_id, due, words, address in owed:
        row = seen.get(trial_id)
        if row and (actor.member_of(row.organisation_id) or (due < now and can(actor, "resume", row))):
            yield Waiting(row.title, address, f"{row.number} · {words}", due=due)


def _owed() -> Iterator[tuple[UUID, datetime, str, str]]:
    """Of each report that is owed: its trial, by when, what it is called and where it is filed."""
    for one in owing():
        address = reverse("trials:incident-report", args=[one.trial_id, one.id])
        yield one.trial_id, one.due_at, gettext("Full report of an incident"), address
    for period in owing_periods():
        address = reverse("trials:periodic-report", args=[period.trial_id, period.number])
        yield period.trial_id, period.due_at, gettext("Report of period %(n)s") % {"n": period.number}, address
