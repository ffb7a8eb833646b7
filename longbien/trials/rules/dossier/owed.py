"""Was what the holder owed filed in time? Every lateness computed anew from the timeline."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from longbien.kernel.text import Text
from longbien.trials.rules.dossier.chain import Parts, Told, of_kind
from longbien.trials.rules.dossier.check import UNREADABLE, Check, check


@dataclass(frozen=True)
class Duty:
    """What begins to be owed with an event, is filed with another, or missed with a third; `key` tells them apart."""

    name: Text
    key: str
    begins: str
    filed: str
    missed: str


DUTIES = (
    Duty(
        Text.of(vi="Báo cáo sự cố đầy đủ", en="Full reports of incidents"),
        "incident",
        "trials.incident-reported",
        "trials.incident-report-filed",
        "trials.incident-report-missed",
    ),
    Duty(
        Text.of(vi="Báo cáo định kỳ", en="Reports on periods"),
        "period",
        "trials.period-ended",
        "trials.periodic-report-filed",
        "trials.periodic-report-missed",
    ),
)


def check_owed(parts: Parts) -> list[Check]:
    """A check for each duty that the trial ever had, which says how much of it came late."""
    return [found for duty in DUTIES if (found := _check(parts, duty))]


def _check(parts: Parts, duty: Duty) -> Check | None:
    try:
        owed = [one for one in of_kind(parts, duty.begins) if one.leaf.open.get("due_by")]
        filed, missed = of_kind(parts, duty.filed), of_kind(parts, duty.missed)
        late = [one for one in filed if one.leaf.open["late"]]
        never = {one.leaf.open[duty.key] for one in missed} - {one.leaf.open[duty.key] for one in filed}
    except UNREADABLE:
        return None  # the checks of the timeline have said so
    if not owed and not filed:
        return None
    vi, en = (duty.name.in_language(language) for language in ("vi", "en"))
    what = Text.of(
        vi=f"{vi} có thời hạn: {len(owed)}; nộp muộn {len(late)}, quá hạn chưa nộp {len(never)} (tính lại)",
        en=f"{en} with a time set: {len(owed)}; filed late {len(late)}, "
        f"overdue and not filed {len(never)} (recomputed)",
    )
    return check("timeline", what, lambda: _wrong(parts, duty))


def _wrong(parts: Parts, duty: Duty) -> Iterator[Text]:
    due = {one.leaf.open[duty.key]: one.leaf.open.get("due_by") for one in of_kind(parts, duty.begins)}
    seen = set[Any]()
    for one in of_kind(parts, duty.filed, duty.missed):
        said, is_filed = one.leaf.open, one.kind == duty.filed
        number = said[duty.key]
        if number not in due or said["due_by"] != due[number]:
            yield _about(one, "không theo thời hạn đã ghi", "doesn't go by the time that was recorded")
        elif is_filed and said["late"] is not (due[number] is not None and one.leaf.at > str(due[number])):
            yield _about(one, "ghi sai việc nộp muộn", "is said wrongly to be late, or not to")
        elif not is_filed and one.leaf.at < str(due[number]):
            yield _about(one, "được ghi trước khi hết hạn", "was recorded before the time was over")
        if is_filed and number in seen:
            yield _about(one, "được nộp hai lần", "was filed twice")
        if is_filed:
            seen.add(number)


def _about(one: Told, vi: str, en: str) -> Text:
    seq = one.leaf.chain.seq if one.leaf.chain else 0
    return Text.of(vi=f"Mục {seq} {vi}.", en=f"Entry {seq} {en}.")
