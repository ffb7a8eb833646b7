"""What a fleet may send, field by field, for the page of its keys."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from longbien.kernel.text import Text
from longbien.trials.rules.monitors.rails import rails_of
from longbien.trials.rules.policy import Policy
from longbien.trials.rules.prose.rails import measure_called
from longbien.trials.rules.translating import Reading


@dataclass(frozen=True)
class Sent:
    """A field of a line of telemetry; `needed` in every line."""

    name: str
    means: Text
    needed: bool = False


FIELDS = (
    Sent("id", Text.of(vi="mã của sự kiện, duy nhất trong thử nghiệm", en="names the event, once in the trial"), True),
    Sent("device", Text.of(vi="thiết bị nào", en="which device"), True),
    Sent(
        "at",
        Text.of(vi="lúc nào, có múi giờ: 2026-11-09T01:30:00Z", en="when, with its time zone: 2026-11-09T01:30:00Z"),
        True,
    ),
    Sent("lon", Text.of(vi="kinh độ, WGS 84", en="longitude, WGS 84"), True),
    Sent("lat", Text.of(vi="vĩ độ, WGS 84", en="latitude, WGS 84"), True),
    Sent("speed_kmh", Text.of(vi="tốc độ, km/h", en="speed in km/h")),
    Sent("altitude_m", Text.of(vi="độ cao so với mặt đất, mét", en="metres above the ground")),
    Sent("participants", Text.of(vi="bao nhiêu người đang tham gia", en="how many people take part now")),
    Sent(
        "participant",
        Text.of(
            vi="mã của người tham gia đã đồng ý; chỉ khi thiết bị biết", en="code of a participant, where it is known"
        ),
    ),
    Sent(
        "value",
        Text.of(
            vi='giá trị của giao dịch này, bằng tiền tệ của trung tâm: {"minor": "12000", "currency": …}',
            en='of this transaction, in the hub\'s currency: {"minor": "12000", "currency": …}',
        ),
    ),
)


def fields(policy: Policy) -> tuple[Sent, ...]:
    """Those that any fleet may send, the counts of this plan's guardrails, and its kind's own names for them."""
    counted = tuple(
        Sent(f'measures: {{"{rail.measure}": 1}}', measure_called(rail, policy)) for rail in rails_of(policy)
    )
    readings = policy.wording.readings if policy.wording else ()
    own = tuple(Sent(one.key, Text.of(vi=f"như {_ours(one)}", en=f"as {_ours(one)}")) for one in readings)
    return (*FIELDS, *counted, *own)


def example(policy: Policy, now: datetime) -> str:
    """A line that breaks nothing but perhaps the hours: sent as it stands, it is of now and inside the first area."""
    inside = policy.shapes[0].representative_point()
    line = {
        "id": "r1-1",
        "device": next(iter(policy.plan.limits.fleet), "r1"),
        "at": f"{now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "lon": round(inside.x, 5),
        "lat": round(inside.y, 5),
        "speed_kmh": 0,
    }
    return json.dumps(line)


def _ours(one: Reading) -> str:
    return one.column or f"measures.{one.measure}"
