"""Do the caps on what runs out bear out their breaches? What was used a local day, added up anew."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from longbien.kernel.text import Text
from longbien.trials.rules.dossier.chain import Parts
from longbien.trials.rules.dossier.check import Check, check
from longbien.trials.rules.dossier.law import policy_of
from longbien.trials.rules.dossier.standing import written_us
from longbien.trials.rules.judge import local_days
from longbien.trials.rules.limits.incidents import INCIDENT, stops_of
from longbien.trials.rules.limits.running import Running, running

Row = Mapping[str, Any]


def check_limits(parts: Parts) -> list[Check]:
    return [
        check("statistics", USED, lambda: _used(parts)),
        check("statistics", INCIDENTS, lambda: _incidents(parts)),
    ]


def _used(parts: Parts) -> Iterator[Text]:
    """One account for each running cap of the plan, whose breaches begin on the day that passes it and not before."""
    policy, accounts = policy_of(parts), parts["statistics"].get("used", [])
    caps = running(policy.plan.limits)
    if [(cap.rule, cap.cap) for cap in caps] != [(one["rule"], one["cap"]) for one in accounts]:
        yield Text.of(vi="Không phải các giới hạn của phương án.", en="These aren't the running caps of the plan.")
    for cap, account in zip(caps, accounts, strict=False):
        broke = [row for row in parts["breaches"] if row["rule"] == cap.rule]
        if _passed(cap, map(tuple, account["days"])) != _broken(cap, broke, policy.timezone):
            yield Text.of(
                vi=f"“{cap.rule}”: cộng lại theo ngày ra kết quả khác.",
                en=f"“{cap.rule}”: added up by day it comes out differently.",
            )


def _passed(cap: Running, days: Iterable[tuple[str, int]]) -> set[date]:
    """The local days on which the cap is passed: of the term, the first one; each one of a daily cap."""
    total, passed = 0, set[date]()
    for day, amount in sorted(days):
        total = amount if cap.daily else total + amount
        if total > cap.cap and (cap.daily or not passed):
            passed.add(date.fromisoformat(day))
    return passed


def _broken(cap: Running, rows: Sequence[Row], timezone: str) -> set[date]:
    """The local days that the breaches say so of."""
    days = set(local_days(np.array([row["at_us"] for row in rows], dtype=np.int64), timezone))
    return days if cap.daily or not days else {min(days)}


def _incidents(parts: Parts) -> Iterator[Text]:
    """The counted incidents hold every one that people reported, and stop the trial from the n-th on."""
    cap, counted = policy_of(parts).plan.limits.incidents, parts["statistics"].get("incidents")
    if counted is None or cap is None:
        if cap is not None or counted is not None:
            yield Text.of(vi="Giới hạn sự cố không như phương án.", en="The cap on incidents isn't that of the plan.")
        return
    known = {at_us for at_us, _ in counted["counts"]}
    told = {written_us(row["reported_at"]) for row in parts["incidents"] if row["measure"] == INCIDENT}
    if counted["cap"] != cap or list(stops_of(map(tuple, counted["counts"]), cap)) != counted["stops"] or told - known:
        yield Text.of(vi="Đếm lại số sự cố ra kết quả khác.", en="The incidents, counted anew, come out differently.")


USED = Text.of(
    vi="Quãng đường, giờ hoạt động, giá trị từng ngày cộng lại: vượt giới hạn đúng từ ngày ghi vi phạm",
    en="Distance, hours of work and value of each day added up: the caps are passed on the days of their breaches",
)
INCIDENTS = Text.of(
    vi="Các sự cố đếm lại: thử nghiệm phải dừng từ đúng sự cố thứ mấy như giấy phép",
    en="The incidents counted anew: the trial had to stop from the very one that the licence names",
)
