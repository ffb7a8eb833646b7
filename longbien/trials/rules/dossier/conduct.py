"""What the telemetry was and what it broke: batches, breaches, and every verdict given anew."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from longbien.kernel.text import Text
from longbien.trials.rules.consent.lacking import CONSENT
from longbien.trials.rules.consent.steps import WITHDRAW
from longbien.trials.rules.dossier.chain import Parts, of_kind
from longbien.trials.rules.dossier.check import Check, check
from longbien.trials.rules.dossier.law import policy_of
from longbien.trials.rules.dossier.standing import Course, Standing, course
from longbien.trials.rules.judge import ENDED, SUSPENDED, TERM, judge
from longbien.trials.rules.limits.running import running
from longbien.trials.rules.policy import Policy
from longbien.trials.rules.sorting import digest
from longbien.trials.rules.suspension import within
from longbien.trials.rules.telemetry import MINUTE_US, Events, columns

Row = Mapping[str, Any]
CUMULATIVE = frozenset({"devices", "value", "value_day", "distance", "device_hours"})
BY_STANDING = frozenset({SUSPENDED, ENDED})
BATCH_FIELDS = ("sha256", "size", "key_id", "counts", "breaches_by_rule", "later_by_rule", "breaches", "events")
OF_THE_EVENT = (
    "stored_in", "device", "at_us", "lon", "lat", "speed_kmh", "participants", "value_minor",
    "altitude_m",
)  # fmt: skip


def check_conduct(parts: Parts) -> list[Check]:
    count = len(parts["breaches"]) if isinstance(parts["breaches"], list) else 0
    return [
        check("batches", BATCHES, lambda: _batches(parts)),
        check("breaches", DIGESTS, lambda: _digests(parts)),
        check("breaches", _verdicts_of(count), lambda: _verdicts(parts)),
        check("incidents", INCIDENTS, lambda: _incidents(parts)),
    ]


def _batches(parts: Parts) -> Iterator[Text]:
    """One batch a leaf, in order, alike in every figure."""
    told = of_kind(parts, "trials.batch-stored")
    if len(told) != len(parts["batches"]):
        yield Text.of(
            vi=f"Sổ ghi {len(told)} gói dữ liệu, hồ sơ có {len(parts['batches'])}.",
            en=f"The record has {len(told)} batches, the dossier {len(parts['batches'])}.",
        )
    for batch, one in zip(parts["batches"], told, strict=False):
        wrong = [name for name in BATCH_FIELDS if batch[name] != one.leaf.open[name]]
        wrong += ["number"] * (batch["number"] != one.leaf.open["batch"])
        wrong += ["received_at"] * (batch["received_at"] != one.leaf.at)
        if wrong:
            yield Text.of(
                vi=f"Gói dữ liệu {batch['number']}: {', '.join(wrong)} khác với sổ.",
                en=f"Batch {batch['number']}: {', '.join(wrong)} differ from the record.",
            )


def _digests(parts: Parts) -> Iterator[Text]:
    """The breaches of each batch, hashed anew; the numbers by rule, counted anew; none of a batch that is not there."""
    lines, rules = defaultdict[int, list[str]](list), defaultdict[int, Counter[str]](Counter)
    for row in parts["breaches"]:
        lines[row["batch"]].append(f"{row['event']} {row['rule']}")
        rules[row["batch"]][row["rule"]] += 1
    for batch in parts["batches"]:
        number = batch["number"]
        said = Counter(batch["breaches_by_rule"]) + Counter(batch["later_by_rule"])
        if digest(lines.pop(number, [])) != batch["breaches"] or rules[number] != said:
            yield Text.of(
                vi=f"Gói dữ liệu {number}: các vi phạm không phải những gì sổ đã ghi.",
                en=f"Batch {number}: the breaches aren't those that the record committed to.",
            )
    for number in lines:
        yield Text.of(vi=f"Không có gói dữ liệu {number}.", en=f"There is no batch {number}.")


def _verdicts(parts: Parts) -> Iterator[Text]:
    """Every event that is listed, judged anew by the licence: the rules it broke are exactly those listed for it."""
    policy, replayed = policy_of(parts), course(parts)
    withdrawn = any(one.field("verb") == WITHDRAW for one in of_kind(parts, "trials.consent-noted"))
    listed, first = defaultdict[str, set[str]](set), dict[str, Row]()
    for row in parts["breaches"]:
        listed[row["event"]].add(row["rule"])
        yield from _row(row, first.setdefault(row["event"], row), policy, replayed)
        if row["rule"] == CONSENT and not (withdrawn or policy.plan.limits.consent):
            yield _about(row, "không ai rút lại sự đồng ý", "broke no consent: nobody had withdrawn")
    rows = list(first.values())
    for row, found in zip(rows, _judged(rows, policy), strict=True):
        apart = frozenset[str]() if policy.term_alone and TERM in found else CUMULATIVE | {CONSENT}
        if found != listed[row["event"]] - BY_STANDING - apart:
            yield _about(row, f"phạm: {_list(found)} (tính lại)", f"broke, judged anew: {_list(found)}")
        for rule in _by_standing(row, replayed.after[row["stored_in"]]) - listed[row["event"]]:
            yield _about(row, f"thiếu “{rule}”", f"lacks “{rule}”")


def _row(row: Row, first: Row, policy: Policy, replayed: Course) -> Iterator[Text]:
    """One line of the list: told as the event's other lines tell it, stopping or not, borne out where it needs more."""
    rule = row["rule"]
    if any(row.get(name) != first.get(name) for name in OF_THE_EVENT):
        yield _about(row, "được kể hai cách khác nhau", "is told in two ways")
    if row["stops"] is not (rule in policy.plan.stops):
        yield _about(row, "ghi sai việc dừng thử nghiệm", "is said wrongly to stop the trial, or not to")
    if rule in CUMULATIVE and not _witnessed(row, policy):
        yield _about(row, f"không đủ bằng chứng cho “{rule}”", f"does not bear out “{rule}”")
    if rule in BY_STANDING and rule not in _by_standing(row, replayed.after[row["batch"]]):
        yield _about(row, f"không phạm “{rule}”", f"did not break “{rule}”")


def _judged(rows: Sequence[Row], policy: Policy) -> Iterator[set[str]]:
    """The rules that each event broke by itself."""
    broke = judge(_events(rows), policy).broke
    for at in range(len(rows)):
        yield {rule for rule, flags in broke.items() if flags[at]}


def _by_standing(row: Row, standing: Standing) -> set[str]:
    """Whether an event was operation under suspension, or after the end, as the trial then stood."""
    held = within(np.array([row["at_us"]], dtype=np.int64), standing.intervals)[0]
    ended = standing.closed_us is not None and row["at_us"] > standing.closed_us
    return {rule for rule, holds in ((SUSPENDED, held), (ENDED, ended)) if holds}


def _events(rows: Sequence[Row]) -> Events:
    return columns(
        [
            (
                at, row["event"], row["device"], row["at_us"], row["lon"], row["lat"],
                _told(row["speed_kmh"]), row["participants"], row["value_minor"], {}, "", _told(row.get("altitude_m")),
            )
            for at, row in enumerate(rows)
        ]
    )  # fmt: skip


def _told(number: float | None) -> float:
    return float("nan") if number is None else number


def _witnessed(row: Row, policy: Policy) -> bool:
    """Too many devices: so many had begun in that minute by then. Too much of what runs out: the total by then."""
    if row["rule"] == "value":
        return bool(row["value_minor"] > 0 and row["witness"] > policy.plan.value.minor)
    for cap in running(policy.plan.limits):
        if row["rule"] == cap.rule:
            return bool(row["witness"] > cap.cap and (row["value_minor"] > 0 or not cap.is_money))
    minute, upto = row["at_us"] // MINUTE_US, row["at_us"]
    began = {name for name, first_us in row["witness"] if first_us // MINUTE_US == minute and first_us <= upto}
    return len(began) > policy.plan.devices


def _incidents(parts: Parts) -> Iterator[Text]:
    names = ("measure", "site", "happened_at", "severity")
    told = of_kind(parts, "trials.incident-reported")
    leaves = [[one.leaf.open[name] for name in ("incident", *names)] for one in told]
    if leaves != [[row[name] for name in ("id", *names)] for row in parts["incidents"]]:
        yield Text.of(vi="Các sự cố khác với sổ.", en="The incidents aren't those of the record.")


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
    vi="Mỗi gói dữ liệu đúng như mục của nó trong sổ: SHA-256, số sự kiện, số vi phạm",
    en="Each batch of telemetry is as its entry in the record says: SHA-256, events, breaches",
)
DIGESTS = Text.of(
    vi="Danh sách vi phạm của từng gói dữ liệu có đúng mã băm mà sổ đã cam kết: không thiếu, không thừa",
    en="The breaches of each batch have the digest that the record committed to: none left out, none added",
)
INCIDENTS = Text.of(vi="Các sự cố đúng như sổ", en="The incidents are those of the record")
