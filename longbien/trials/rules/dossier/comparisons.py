"""Does what a dossier says of a plan's comparisons follow from its units, and are the lots those of the licence?"""

import json
from collections.abc import Iterator
from typing import Any

from longbien.kernel.text import Text
from longbien.trials.rules.again import same
from longbien.trials.rules.comparing.reading import readings
from longbien.trials.rules.comparing.told import inputs, results, units_in
from longbien.trials.rules.dossier.chain import Parts, told
from longbien.trials.rules.dossier.check import UNREADABLE, Check, check
from longbien.trials.rules.dossier.law import policy_of
from longbien.trials.rules.plan import read_plan
from longbien.trials.rules.policy import read_policy

PART = "comparisons"


def check_comparisons(parts: Parts) -> list[Check]:
    """Nothing where the plan compares nothing, and the dossier neither."""
    if not _compares(parts):
        return []
    return [
        check("plan", LOTS, lambda: _lots(parts)),
        check("statistics", COMPUTED, lambda: _computed(parts)),
        check("timeline", FILED, lambda: _filed(parts)),
    ]


def _compares(parts: Parts) -> bool:
    """Whether there is a comparison to look at. That a plan can't be read is what other checks say."""
    try:
        return PART in parts["statistics"] or bool(policy_of(parts).plan.comparisons)
    except UNREADABLE:
        return False


def _lots(parts: Parts) -> Iterator[Text]:
    """Every version draws its lots from the plan of the first, over the days of its term."""
    versions = parts["plan"]["versions"]
    first = read_plan(versions[0]["plan"])
    for version in versions:
        lots = read_policy(version["policy"]).lots
        if lots is None or (lots.seed, lots.days) != (first.sha256, first.term.days):
            number = version["number"]
            yield Text.of(
                vi=f"v{number}: lá thăm không từ kế hoạch đầu tiên.", en=f"v{number}: other lots than the plan's."
            )


def _computed(parts: Parts) -> Iterator[Text]:
    policy, said = policy_of(parts), parts["statistics"].get(PART, [])
    if [one["comparison"] for one in said] != list(range(len(policy.plan.comparisons))):
        yield Text.of(vi="Không phải các so sánh của phương án.", en="These aren't the comparisons of the plan.")
        return
    for one in said:
        units = units_in(one)
        reading = readings(policy, units, through_us=one["judged_us"])[one["comparison"]]
        again: dict[str, Any] = inputs(one["comparison"], units, one["judged_us"]) | results(reading)
        if not same(one, again):
            measure = reading.asked.measure
            yield Text.of(vi=f"“{measure}”: tính lại ra số khác.", en=f"“{measure}”: computed anew it differs.")


def _filed(parts: Parts) -> Iterator[Text]:
    """The exit report says of each comparison what its units say, if no telemetry came in after it was filed."""
    kinds = [one.kind for one in told(parts)]
    if EXITED not in kinds or STORED in kinds[kinds.index(EXITED) :]:
        return
    report = json.loads(told(parts)[kinds.index(EXITED)].field("report"))
    said = [one["verdict"] for one in report["figures"].get(PART, ())]
    if said != [one["verdict"] for one in parts["statistics"][PART]]:
        yield Text.of(vi=f"Báo cáo kết thúc ghi: {said}.", en=f"The exit report says: {said}.")


EXITED, STORED = "trials.exited", "trials.batch-stored"
FILED = Text.of(
    vi="Báo cáo kết thúc, nếu đã nộp, nêu đúng kết quả các so sánh tính lại",
    en="The exit report, where one was filed, says of the comparisons what their units say",
)
LOTS = Text.of(
    vi="Các lá thăm của phép so sánh rút từ SHA-256 của kế hoạch được cấp đầu tiên",
    en="The lots of the comparisons are drawn from the SHA-256 of the plan that was licensed first",
)
COMPUTED = Text.of(
    vi="Các so sánh tính lại từ số liệu từng ngày, từng khối (sai số tương đối ≤ 1e-9)",
    en="The comparisons computed anew from the counts of each day or block (to 1e-9 relative)",
)
