"""What waits for a person in this room, for the page /me: trials that are stopped, trials that have still to start."""

from collections.abc import Iterator

from django.urls import reverse

from longbien.kernel.actor import Actor
from longbien.people.policy import can
from longbien.people.registry import Waiting, waiting
from longbien.trials.queries import visible_trials
from longbien.trials.rules.lifecycle import GRANTED, NAMES, SUSPENDED
from longbien.ui.language import say

MOST = 20


@waiting
def trials(actor: Actor) -> Iterator[Waiting]:
    """A stop waits for the holder and for those who may let the trial go on; a start for the holder."""
    if not actor.is_signed_in:
        return
    for state in (SUSPENDED, GRANTED):
        for row in visible_trials(actor, state=state)[:MOST]:
            if actor.member_of(row.organisation_id) or (state == SUSPENDED and can(actor, "resume", row)):
                yield Waiting(row.title, reverse("trials:page", args=[row.pk]), f"{row.number} · {say(NAMES[state])}")
