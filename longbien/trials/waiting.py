"""What waits for a person in this room, for the page /me: stopped trials, trials not started, reports, concerns."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from longbien.kernel.actor import Actor
from longbien.people.policy import can
from longbien.people.registry import Waiting, waiting
from longbien.trials.queries import visible_trials
from longbien.trials.queries.leaving.exits import undecided
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
def reports(actor: Actor) -> Iterator[Waiting]:
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
            yield Waiting(row.title, reverse("trials:concerns", args=[row.pk]), f"{row.number} · {kind}{late}")
