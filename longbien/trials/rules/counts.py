"""A judged batch in numbers: what its sender hears and the record keeps."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from longbien.trials.rules.judge import ENDED, SUSPENDED, Flags
from longbien.trials.rules.policy import SKEW_MINUTES
from longbien.trials.rules.sorting import Sorted
from longbien.trials.rules.telemetry import Events, instant_us

OK, STOPPED = 200, 409


@dataclass(frozen=True)
class Counts:
    """`received` lines with an event; of these `stored` are new. `violations` are new events under suspension or after
    the end, `skewed` those with a clock more than five minutes ahead; `breaches` by rule, `later` those that this batch
    showed in events stored before."""

    received: int
    stored: int
    duplicates: int
    conflicts: int
    skewed: int
    violations: int
    breaches: Mapping[str, int]
    later: Mapping[str, int]

    @property
    def status(self) -> int:
        """200, or 409 when the batch holds operation that was not allowed at all."""
        return STOPPED if self.violations else OK


def count(
    lines: Sorted, new: Events, broke: Mapping[str, Flags], later: Mapping[str, int], *, received: datetime
) -> Counts:
    """Count a judged batch that was received at an instant."""
    latest = instant_us(received + timedelta(minutes=SKEW_MINUTES))
    return Counts(
        received=len(lines.new) + lines.duplicates + len(lines.conflicts),
        stored=len(lines.new),
        duplicates=lines.duplicates,
        conflicts=len(lines.conflicts),
        skewed=int((new.at_us > latest).sum()),
        violations=int((broke[SUSPENDED] | broke[ENDED]).sum()),
        breaches={rule: int(flags.sum()) for rule, flags in broke.items() if flags.any()},
        later=dict(later),
    )
