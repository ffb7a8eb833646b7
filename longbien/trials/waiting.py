"""What waits for a person in this room, for the page /me: stopped trials, trials not started, concerns."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from longbien.kernel.actor import Actor
from longbien.people.policy import can
from longbien.people.registry import Waiting, waiting
from longbien.trials.queries import visible_trials
from longbien.trials.queries.concerns import recent_concerns
from longbien.trials.rules.lifecycle import GRANTED, NAMES, SUSPENDED
from longbien.ui.language import say

MOST = 20
LATELY = timedelta(days=14)


@waiting
def trials(actor: Actor) -> Iterator[Waiting]:
    """A stop waits for the holder and for those who may let the trial go on; a start for the holder."""
    if not actor.is_signed_in:
        return
    for state in (SUSPENDED, GRANTED):
        for row in visible_trials(actor, state=state)[:MOST]:
            if actor.member_of(row.organisation_id) or (state == SUSPENDED and can(actor, "resume", row)):
                yield Waiting(row.title, reverse("trials:page", args=[row.pk]), f"{row.number} · {say(NAMES[state])}")


@waiting
def concerns(actor: Actor) -> Iterator[Waiting]:
    """What residents said of late waits for those who watch over the trial, for as long as an answer may take."""
    if not actor.is_signed_in:
        return
    told = recent_concerns(timezone.now() - LATELY)
    for row in visible_trials(actor).filter(pk__in=told):
        if can(actor, "read-concerns", row):
            kind = ngettext("%(n)s concern in 14 days", "%(n)s concerns in 14 days", told[row.pk]) % {"n": told[row.pk]}
            yield Waiting(row.title, reverse("trials:concerns", args=[row.pk]), f"{row.number} · {kind}")
