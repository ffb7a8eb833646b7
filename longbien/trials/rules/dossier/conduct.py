"""Was the trial run as the dossier says: batches, breaches, suspensions, resumptions and incidents?"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import numpy as np

from longbien.kernel.actor import SYSTEM_ID
from longbien.kernel.text import Text
from longbien.trials.rules.dossier.chain import Parts, Told, of_kind
from longbien.trials.rules.dossier.check import Check, check
from longbien.trials.rules.dossier.law import policy_of
from longbien.trials.rules.judge import ENDED, MINUTE_US, SUSPENDED, judge
from longbien.trials.rules.plan import CAPS
from longbien.trials.rules.policy import Policy
from longbien.trials.rules.sorting import digest
from longbien.trials.rules.suspension import Interval, merge, within
from longbien.trials.rules.telemetry import Events, columns, instant_us

Row = Mapping[str, Any]
CUMULATIVE = frozenset({"devices", "value"})
BATCH_FIELDS = ("sha256", "size", "key", "counts", "breaches_by_rule", "breaches", "events")


def check_conduct(parts: Parts) -> list[Check]:
    count = len(parts["breaches"]) if isinstance(parts["breaches"], list) else 0
    return [
        check("batches", BATCHES, lambda: _batches(parts)),
        check("breaches", DIGESTS, lambda: _digests(parts)),
        check("breaches", _verdicts_of(count), lambda: _verdicts(parts)),
        check("suspensions", SUSPENSIONS, lambda: _recorded(parts)),
        check("suspensions", FOLLOWS, lambda: _follows(parts)),
        check("suspensions", BY_NAME, lambda: _resumed_by_name(parts)),
        check("incidents", INCIDENTS, lambda: _incidents(parts)),
    ]


def _batches(parts: Parts) -> Iterator[Text]:
    """One batch a leaf, in order, alike in every figure."""
    leaves = [one.leaf.open for one in of_kind(parts, "trials.batch-stored")]
    if len(leaves) != len(parts["batches"]):
        yield Text.of(
            vi=f"Sổ ghi {len(leaves)} lô, hồ sơ có {len(parts['batches'])}.",
            en=f"The record has {len(leaves)} batches, the dossier {len(parts['batches'])}.",
        )
    for batch, leaf in zip(parts["batches"], leaves, strict=False):
        wrong = [name for name in BATCH_FIELDS if batch[name] != leaf[name]]
        if wrong or batch["number"] != leaf["batch"]:
            words = ", ".join(wrong or ["number"])
            yield Text.of(
                vi=f"Lô {batch['number']}: {words} khác với sổ.",
                en=f"Batch {batch['number']}: {words} differ from the record.",
            )


def _digests(parts: Parts) -> Iterator[Text]:
    """The breaches of each batch, hashed anew; the numbers by rule, counted anew; none of a batch that is not there."""
    lines, rules = defaultdict(list), defaultdict(Counter[str])
    for row in parts["breaches"]:
        lines[row["batch"]].append(f"{row['event']} {row['rule']}")
        rules[row["batch"]][row["rule"]] += 1
    for batch in parts["batches"]:
        number = batch["number"]
        if digest(lines.pop(number, [])) != batch["breaches"] or dict(rules[number]) != batch["breaches_by_rule"]:
            yield Text.of(
                vi=f"Lô {number}: các vi phạm không phải những gì sổ đã ghi.",
                en=f"Batch {number}: the breaches aren't those that the record committed to.",
            )
    for number in lines:
        yield Text.of(vi=f"Không có lô {number}.", en=f"There is no batch {number}.")


def _verdicts(parts: Parts) -> Iterator[Text]:
    """Every event that is listed, judged anew by the licence: the rules it broke are exactly those listed for it."""
    policy, listed = policy_of(parts), defaultdict[str, set[str]](set)
    rows: dict[str, Row] = {}
    for row in parts["breaches"]:
        listed[row["event"]].add(row["rule"])
        if _said(rows.setdefault(row["event"], row)) != _said(row):
            yield _about(row, "được kể hai cách khác nhau", "is told in two ways")
        if row["rule"] in CUMULATIVE and not _witnessed(row, policy):
            yield _about(row, f"“{row['rule']}” không có bằng chứng", f"“{row['rule']}” isn't borne out")
        if row["stops"] != (row["rule"] in policy.plan.stops):
            yield _about(row, "ghi sai việc dừng", "is said wrongly to stop the trial, or not to")
    for (name, row), found in zip(rows.items(), _judged(list(rows.values()), parts, policy), strict=True):
        if found != listed[name] - CUMULATIVE:
            yield _about(row, f"tính lại: {_list(found)}", f"judged anew it broke: {_list(found)}")


def _judged(rows: Sequence[Row], parts: Parts, policy: Policy) -> Iterator[set[str]]:
    """The rules that each event broke by itself, under suspension and after the end, judged anew."""
    events = _events(rows)
    broke = dict(judge(events, policy).broke)
    closed = parts["licence"]["closed_at"]
    broke[SUSPENDED] = within(events.at_us, _intervals(parts))
    broke[ENDED] = np.zeros(len(events), bool) if closed is None else events.at_us > _us(closed)
    for at in range(len(rows)):
        yield {rule for rule, flags in broke.items() if flags[at]}


def _events(rows: Sequence[Row]) -> Events:
    return columns(
        [
            (
                at, row["event"], row["device"], row["at_us"], row["lon"], row["lat"],
                float("nan") if row["speed_kmh"] is None else row["speed_kmh"],
                row["participants"], row["value_minor"], {}, "",
            )
            for at, row in enumerate(rows)
        ]
    )  # fmt: skip


def _witnessed(row: Row, policy: Policy) -> bool:
    """Too many devices: so many others began in that minute by then. Too much value: the running total by then."""
    if row["rule"] == "value":
        return bool(row["value_minor"] > 0 and row["witness"] > policy.plan.value.minor)
    minute = row["at_us"] // MINUTE_US
    began = {name for name, first_us in row["witness"] if first_us // MINUTE_US == minute and first_us <= row["at_us"]}
    return len(began) > policy.plan.devices


def _recorded(parts: Parts) -> Iterator[Text]:
    """The suspensions, told from the leaves alone, are those listed."""
    told = _from_leaves(parts)
    listed = [
        (row["since_us"], row["rule"], row["event"], row["lifted_us"] is not None) for row in parts["suspensions"]
    ]
    if told != listed:
        yield Text.of(
            vi=f"Sổ ghi {len(told)} lần tạm dừng khác với {len(listed)} lần trong hồ sơ.",
            en=f"The record's {len(told)} suspensions aren't the dossier's {len(listed)}.",
        )


def _from_leaves(parts: Parts) -> list[tuple[int, str, str | None, bool]]:
    held: list[tuple[int, str, str | None, bool]] = []
    for one in of_kind(parts, "trials.suspended", "trials.suspension-backdated", "trials.resumed"):
        said = one.leaf.open
        if one.kind == "trials.suspended":
            held.append((_us(said["since"]), said["rule"], said["event"], False))
        elif one.kind == "trials.resumed":
            held[-1] = (*held[-1][:3], True)
        else:
            at = next(at for at, known in enumerate(held) if known[0] == _us(said["before"]))
            held[at] = (_us(said["since"]), said["rule"], said["event"], held[at][3])
    return held


def _follows(parts: Parts) -> Iterator[Text]:
    """No stopping breach outside a suspension; each suspension by a rule of the plan begins at such a breach."""
    intervals, closed = _intervals(parts), parts["licence"]["closed_at"]
    received = {batch["number"]: batch["received_at"] for batch in parts["batches"]}
    stops = {
        (row["event"], row["rule"]): row["at_us"]
        for row in parts["breaches"]
        if row["stops"] and (closed is None or received[row["batch"]] <= closed)
    }
    if merge(intervals, stops.values()) != tuple(intervals):
        yield Text.of(
            vi="Có vi phạm phải dừng mà thử nghiệm không bị dừng từ lúc đó.",
            en="There is a stopping breach from which on the trial was not suspended.",
        )
    for row in parts["suspensions"]:
        if row["rule"] in CAPS and stops.get((row["event"], row["rule"])) != row["since_us"]:
            yield Text.of(
                vi=f"Lần dừng vì “{row['rule']}” không bắt đầu từ một vi phạm trong hồ sơ.",
                en=f"The suspension for “{row['rule']}” doesn't begin at a breach of the dossier.",
            )


def _resumed_by_name(parts: Parts) -> Iterator[Text]:
    """Who let the trial go on: a person, by name, with a reason, as the record has both."""
    resumed = of_kind(parts, "trials.resumed")
    lifted = [row for row in parts["suspensions"] if row["lifted_us"] is not None]
    if len(resumed) != len(lifted):
        yield Text.of(vi="Số lần cho chạy lại không khớp.", en="The numbers of resumptions differ.")
    for row, one in zip(lifted, resumed, strict=False):
        if not _by_name(one) or (row["lifted_by_name"], row["lift_reason"]) != (
            one.opened["officer"],
            one.opened["reason"],
        ):
            yield Text.of(
                vi=f"Lần cho chạy lại lúc {one.leaf.at} thiếu tên hoặc lý do đã ghi trong sổ.",
                en=f"The resumption at {one.leaf.at} lacks the name or the reason that the record holds.",
            )


def _by_name(one: Told) -> bool:
    words = (one.opened.get("officer"), one.opened.get("reason"))
    return one.leaf.actor not in (None, str(SYSTEM_ID)) and all(
        isinstance(word, str) and word.strip() for word in words
    )


def _incidents(parts: Parts) -> Iterator[Text]:
    names = ("measure", "site", "happened_at", "severity")
    told = [
        [one.leaf.open[name] for name in ("incident", *names)] for one in of_kind(parts, "trials.incident-reported")
    ]
    if told != [[row[name] for name in ("id", *names)] for row in parts["incidents"]]:
        yield Text.of(vi="Các sự cố khác với sổ.", en="The incidents aren't those of the record.")


def _intervals(parts: Parts) -> list[Interval]:
    return [Interval(row["since_us"], row["lifted_us"]) for row in parts["suspensions"]]


def _us(written: str) -> int:
    return instant_us(datetime.fromisoformat(written))


def _said(row: Row) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in ("rule", "stops", "batch", "witness")}


def _about(row: Row, vi: str, en: str) -> Text:
    return Text.of(vi=f"Sự kiện {row['event']} {vi}.", en=f"Event {row['event']} {en}.")


def _list(rules: set[str]) -> str:
    return ", ".join(sorted(rules)) or "–"


def _verdicts_of(count: int) -> Text:
    return Text.of(
        vi=f"{count} vi phạm được phán xét lại theo hình học, khung giờ và ngưỡng của giấy phép: kết quả như đã ghi",
        en=f"{count} breaches judged anew by the licence's geometry, hours and caps: the verdicts are the same",
    )


BATCHES = Text.of(
    vi="Mỗi lô dữ liệu đúng như mục của nó trong sổ: SHA-256, số sự kiện, số vi phạm",
    en="Each batch of telemetry is as its entry in the record says: SHA-256, events, breaches",
)
DIGESTS = Text.of(
    vi="Danh sách vi phạm của từng lô có đúng mã băm mà sổ đã cam kết: không thiếu, không thừa",
    en="The breaches of each batch have the digest that the record committed to: none left out, none added",
)
SUSPENSIONS = Text.of(vi="Các lần tạm dừng đúng như sổ", en="The suspensions are those of the record")
FOLLOWS = Text.of(
    vi="Mỗi vi phạm phải dừng đều kéo theo tạm dừng từ đúng thời điểm đó",
    en="Every stopping breach is followed by a suspension from its very moment",
)
BY_NAME = Text.of(
    vi="Chỉ cán bộ có tên, nêu lý do, mới cho thử nghiệm chạy lại",
    en="Only officers with a name and a reason let the trial go on",
)
INCIDENTS = Text.of(vi="Các sự cố đúng như sổ", en="The incidents are those of the record")
