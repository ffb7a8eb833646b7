"""Was what the holder owed filed in time? Every lateness computed anew from the timeline."""

from collections.abc import Iterator
from typing import Any

from longbien.kernel.text import Text
from longbien.trials.rules.dossier.chain import Parts, Told, of_kind
from longbien.trials.rules.dossier.check import Check, check

TOLD, FILED, MISSED = (f"trials.incident-{verb}" for verb in ("reported", "report-filed", "report-missed"))


def check_owed(parts: Parts) -> list[Check]:
    """One check, which says how much was owed and how much of it came late; none where nothing ever was."""
    try:
        told = [one for one in of_kind(parts, TOLD) if one.leaf.open.get("due_by")]
        late = [one for one in of_kind(parts, FILED) if one.leaf.open["late"]]
        missed = {one.leaf.open["incident"] for one in of_kind(parts, MISSED)}
        filed = {one.leaf.open["incident"] for one in of_kind(parts, FILED)}
    except (KeyError, TypeError, ValueError, AttributeError):
        return []  # what can't be read was said by the checks of the timeline
    if not told and not filed:
        return []
    what = Text.of(
        vi=f"Báo cáo sự cố đầy đủ có thời hạn: {len(told)}; nộp muộn {len(late)}, quá hạn chưa nộp "
        f"{len(missed - filed)} (tính lại từ dòng thời gian)",
        en=f"Full reports of incidents with a time set: {len(told)}; filed late {len(late)}, overdue and not filed "
        f"{len(missed - filed)} (computed anew from the timeline)",
    )
    return [check("timeline", what, lambda: _wrong(parts))]


def _wrong(parts: Parts) -> Iterator[Text]:
    due = {one.leaf.open["incident"]: one.leaf.open.get("due_by") for one in of_kind(parts, TOLD)}
    seen = set[str]()
    for one in of_kind(parts, FILED, MISSED):
        said: dict[str, Any] = dict(one.leaf.open)
        number = said["incident"]
        if number not in due or said["due_by"] != due[number]:
            yield _about(one, "không theo thời hạn đã ghi", "doesn't go by the time that was recorded")
        elif one.kind == MISSED and one.leaf.at < due[number]:
            yield _about(one, "được ghi trước khi hết hạn", "was recorded before the time was over")
        elif one.kind == FILED and said["late"] is not (due[number] is not None and one.leaf.at > due[number]):
            yield _about(one, "ghi sai việc nộp muộn", "is said wrongly to be late, or not to")
        if one.kind == FILED and number in seen:
            yield _about(one, "được nộp hai lần", "was filed twice")
        seen |= {number} if one.kind == FILED else set()


def _about(one: Told, vi: str, en: str) -> Text:
    seq = one.leaf.chain.seq if one.leaf.chain else 0
    return Text.of(vi=f"Mục {seq} {vi}.", en=f"Entry {seq} {en}.")
