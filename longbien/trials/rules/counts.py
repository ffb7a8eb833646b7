"""A judged batch in numbers and words: what its sender hears and the record keeps."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from longbien.kernel.text import Text
from longbien.trials.rules.judge import ENDED, SUSPENDED, Flags
from longbien.trials.rules.policy import SKEW_MINUTES
from longbien.trials.rules.sorting import Sorted
from longbien.trials.rules.telemetry import MICROSECOND, Events, instant_us

OK, STOPPED = 200, 409


@dataclass(frozen=True)
class Counts:
    """`received` lines with an event; of these `stored` are new.

    Of the new ones `violations` happened under suspension or after the end, `skewed` have a clock more than five
    minutes ahead, `late` came more than five minutes after they happened, `disordered` are older than what their device
    had told before. `breaches` by rule, `later` those that this batch showed in events stored before.
    """

    received: int
    stored: int
    duplicates: int
    conflicts: int
    skewed: int
    violations: int
    breaches: Mapping[str, int]
    later: Mapping[str, int]
    late: int
    disordered: int

    @property
    def status(self) -> int:
        """200, or 409 when the batch holds operation that was not allowed at all."""
        return STOPPED if self.violations else OK


def count(
    lines: Sorted,
    new: Events,
    broke: Mapping[str, Flags],
    later: Mapping[str, int],
    *,
    received: datetime,
    disordered: int,
) -> Counts:
    """Count a judged batch that was received at an instant, so many events of it out of order."""
    skew, received_us = timedelta(minutes=SKEW_MINUTES) // MICROSECOND, instant_us(received)
    return Counts(
        received=len(lines.new) + lines.duplicates + len(lines.conflicts),
        stored=len(lines.new),
        duplicates=lines.duplicates,
        conflicts=len(lines.conflicts),
        skewed=int((new.at_us > received_us + skew).sum()),
        violations=int((broke[SUSPENDED] | broke[ENDED]).sum()),
        breaches={rule: int(flags.sum()) for rule, flags in broke.items() if flags.any()},
        later=dict(later),
        late=int((new.at_us < received_us - skew).sum()),
        disordered=disordered,
    )


def out_of_order(events: Events, last_us: Mapping[str, int]) -> int:
    """How many events are older than what their device told of before, in a line above or in a batch (`last_us`)."""
    newest, found = dict(last_us), 0
    for device, at_us in zip(events.devices, events.at_us.tolist(), strict=True):
        if at_us < newest.get(device, at_us):
            found += 1
        else:
            newest[device] = at_us
    return found


def spoken(*, violations: int, suspended: bool, ended: bool) -> Text | None:
    """The word to stop while the trial is suspended, or where it operated after its end; of operation under a
    suspension that was lifted since, that; None where nothing has to be said.
    """
    if suspended or (ended and violations):
        return STOP
    return LIFTED if violations else None


STOP = Text.of(
    vi="Thử nghiệm không được phép hoạt động. Hãy dừng thiết bị. Dữ liệu đã được lưu, không gửi lại.",
    en="The trial may not operate. Stop the devices. All of this was stored: don't send it again.",
)
LIFTED = Text.of(
    vi="Một phần dữ liệu này thuộc thời gian thử nghiệm bị tạm dừng, và được ghi là vi phạm. Nay thử nghiệm đã được "
    "cho tiếp tục: thiết bị không phải dừng. Dữ liệu đã được lưu, không gửi lại.",
    en="Some of this happened while the trial was suspended, and is recorded as a violation. The trial may operate "
    "again by now: the devices need not stop. All of this was stored: don't send it again.",
)
