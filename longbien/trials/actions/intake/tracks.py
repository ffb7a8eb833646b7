"""Where a device was before and after: the stored reports beside new ones."""

from collections.abc import Iterator

from longbien.trials import models
from longbien.trials.queries.judged import events_of_devices
from longbien.trials.rules.limits.usage import Place
from longbien.trials.rules.policy import Policy
from longbien.trials.rules.telemetry import SECOND_US

APART_US = 600 * SECOND_US  # new reports further apart are looked up one by one
AT = ("at_us", "lon", "lat")


def known_beside(feed: models.Feed, policy: Policy, new: list[Place], row: models.Device | None) -> list[Place]:
    """The stored reports of a device (`row`; None: never heard of) next before and next after each new one, and those
    between close ones.

    In order of time, as most come, that is its last report, which its own row tells.
    """
    if row is None:
        return []
    if row.last_us < min(new)[0]:
        return [(row.last_us, row.lon, row.lat)]
    known = set[Place]()
    for first_us, last_us in _groups(sorted(at_us for at_us, _, _ in new)):
        stored = events_of_devices(feed, policy).filter(device=row.name)
        known.update(last_before(feed, policy, row.name, first_us))
        known.update(stored.filter(at_us__gte=first_us, at_us__lte=last_us).values_list(*AT))
        known.update(stored.filter(at_us__gt=last_us).order_by(*AT).values_list(*AT)[:1])
    return list(known)


def last_before(feed: models.Feed, policy: Policy, device: str, at_us: int) -> list[Place]:
    """The last stored report of a device before an instant, if there is one."""
    rows = events_of_devices(feed, policy).filter(device=device, at_us__lt=at_us)
    return list(rows.order_by("-at_us", "-lon", "-lat").values_list(*AT)[:1])


def _groups(instants: list[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of instants that are close together."""
    start = before = instants[0]
    for at_us in instants[1:]:
        if at_us - before > APART_US:
            yield start, before
            start = at_us
        before = at_us
    yield start, before
