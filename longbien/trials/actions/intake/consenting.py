"""Judge events by the register of consent: new ones as they come in, stored ones when a withdrawal is told late."""

from collections.abc import Iterable

from longbien.trials import models
from longbien.trials.actions.intake.beyond import Older
from longbien.trials.queries.consent.register import lacking_of
from longbien.trials.queries.judged import events_of_term
from longbien.trials.rules.consent.lacking import CONSENT, KEY, Flags, broken, codes_in
from longbien.trials.rules.policy import Policy
from longbien.trials.rules.telemetry import Events


def lacking_consent(feed: models.Feed, events: Events, policy: Policy) -> dict[str, Flags]:
    """The rule and which events broke it; nothing is read where none names a participant."""
    named = {row: codes for row, rest in enumerate(events.rest) if (codes := codes_in(rest))}
    if not named:
        return {}
    every = {code for codes in named.values() for code in codes}
    by = lacking_of(feed.trial_id, every, required=policy.plan.limits.consent)
    return {CONSENT: broken(named, events.at_us, by)}


def stored_lacking(feed: models.Feed, policy: Policy, codes: Iterable[str], since_us: int) -> tuple[Older, ...]:
    """Stored events from an instant on that name any of the codes and didn't break the rule so far."""
    asked = frozenset(codes)
    by = lacking_of(feed.trial_id, asked, required=policy.plan.limits.consent)
    rows = events_of_term(feed, policy).filter(at_us__gte=since_us, rest__contains=KEY)
    told = rows.exclude(breaches__rule=CONSENT).values_list("pk", "event_id", "at_us", "rest")
    return tuple(
        Older(at_us, name, pk, CONSENT)
        for pk, name, at_us, rest in told.iterator(chunk_size=5000)
        if by.breaks(asked.intersection(codes_in(rest)), at_us)
    )
