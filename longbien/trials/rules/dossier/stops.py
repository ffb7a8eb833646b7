"""Was the trial stopped when it had to be, and let go on only by someone with a name and a reason?"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from longbien.kernel.actor import SYSTEM_ID
from longbien.kernel.text import Text
from longbien.trials.rules.dossier.chain import Parts, Told, of_kind
from longbien.trials.rules.dossier.check import Check, check
from longbien.trials.rules.dossier.law import policy_of
from longbien.trials.rules.dossier.standing import Held, course, written_us
from longbien.trials.rules.limits.incidents import INCIDENTS
from longbien.trials.rules.monitors.rails import rails_of
from longbien.trials.rules.plan import CAPS
from longbien.trials.rules.suspension import merge, stops_at

GUARDRAIL = "guardrail:"


def check_stops(parts: Parts) -> list[Check]:
    return [
        check("suspensions", LISTED, lambda: _listed(parts)),
        check("suspensions", FOLLOWED, lambda: _followed(parts)),
        check("suspensions", FOUNDED, lambda: _founded(parts)),
        check("suspensions", BY_NAME, lambda: _resumed_by_name(parts)),
    ]


def _listed(parts: Parts) -> Iterator[Text]:
    """The suspensions, replayed from the leaves alone, are those listed."""
    replayed, rows = course(parts).end.held, parts["suspensions"]
    if [_row(held) for held in replayed] != [{name: row[name] for name in NAMES} for row in rows]:
        yield Text.of(
            vi=f"{len(replayed)} lần tạm dừng ghi trong sổ khác với {len(rows)} lần trong hồ sơ.",
            en=f"The {len(replayed)} suspensions in the record aren't the {len(rows)} of the dossier.",
        )


def _followed(parts: Parts) -> Iterator[Text]:
    """What each batch's stopping breaches had to lead to is what the record says they led to."""
    replayed, stops, received = course(parts), defaultdict[int, list[int]](list), _received(parts)
    for row in parts["breaches"]:
        if row["stops"]:
            stops[row["batch"]].append(stops_at(row["at_us"], received[row["batch"]]))
    for number, before in replayed.before.items():
        after = replayed.after[number]
        guarded = [one.interval.since_us for one in after.held if _counts(one.rule)]
        if before.closed_us is None:
            due = merge(before.intervals, [*stops[number], *(at for at in guarded if at not in _since(before.held))])
        else:
            due = before.intervals
        if due != after.intervals:
            yield Text.of(
                vi=f"Gói dữ liệu {number}: thử nghiệm không bị dừng đúng từ vi phạm phải dừng.",
                en=f"Batch {number}: the trial was not suspended from its stopping breach on.",
            )


def _founded(parts: Parts) -> Iterator[Text]:
    """A suspension by a rule or a guardrail begins where the dossier shows that rule broken, or that alarm raised.

    For a clock that ran ahead that is when its batch arrived; for a guardrail that judges whole days, the first event
    after a closing that alarms, which the dossier doesn't hold: then not before that closing.
    """
    received = _received(parts)
    grounds = {
        (row["event"], row["rule"], stops_at(row["at_us"], received[row["batch"]]))
        for row in parts["breaches"]
        if row["stops"]
    }
    alarms, closings = _alarms(parts, received.values())
    counted = parts["statistics"].get("incidents", {"stops": ()})["stops"]
    alarms |= {(INCIDENTS, stops_at(at_us, arrived)) for at_us in counted for arrived in (at_us, *received.values())}
    lifts = [row["lifted_us"] for row in parts["suspensions"] if row["lifted_us"] is not None]
    for row in parts["suspensions"]:
        by_rule = row["rule"] in CAPS and (row["event"], row["rule"], row["since_us"]) not in grounds
        by_alarm = _counts(row["rule"]) and not (
            (row["rule"], row["since_us"]) in alarms or _closed(closings.get(row["rule"], ()), row["since_us"], lifts)
        )
        if by_rule or by_alarm:
            yield Text.of(
                vi=f"Không có căn cứ trong hồ sơ cho lần dừng vì “{row['rule']}”.",
                en=f"The dossier shows no ground for the suspension by “{row['rule']}”.",
            )


def _alarms(parts: Parts, received: Collection[int]) -> tuple[set[tuple[str, int]], dict[str, list[int]]]:
    """By their rule, the instants at which guardrails that bet alarmed, and the closings of those that judge days."""
    at_once, closings = set[tuple[str, int]](), dict[str, list[int]]()
    for rail, monitor in zip(rails_of(policy_of(parts)), parts["statistics"]["monitors"], strict=False):
        rule = GUARDRAIL + rail.measure
        if rail.bet:
            at_once |= {
                (rule, stops_at(instant, arrived)) for instant in monitor["alarms"] for arrived in (instant, *received)
            }
        else:
            closings[rule] = monitor["alarms"]
    return at_once, closings


def _closed(closings: Sequence[int], since_us: int, lifts: Sequence[int]) -> bool:
    """Whether one of the closings that alarm lies between the last resumption before an instant and that instant."""
    resumed = max((lift for lift in lifts if lift <= since_us), default=-1)
    return any(resumed < closing <= since_us for closing in closings)


def _resumed_by_name(parts: Parts) -> Iterator[Text]:
    """Who let the trial go on: a person, by name, with a reason, as the record has both."""
    resumed = of_kind(parts, "trials.resumed")
    lifted = [row for row in parts["suspensions"] if row["lifted_us"] is not None]
    if len(resumed) != len(lifted):
        yield Text.of(vi="Số lần cho chạy lại không khớp.", en="The numbers of resumptions differ.")
    for row, one in zip(lifted, resumed, strict=False):
        if not _by_name(one, row):
            yield Text.of(
                vi=f"Lần cho chạy lại lúc {one.leaf.at} thiếu tên hoặc lý do như sổ đã ghi.",
                en=f"The resumption at {one.leaf.at} lacks the name or the reason that the record holds.",
            )


def _by_name(one: Told, row: Mapping[str, Any]) -> bool:
    officer, reason = one.opened.get("officer"), one.opened.get("reason")
    given = all(isinstance(words, str) and words.strip() for words in (officer, reason))
    told = (row["lifted_by"], row["lifted_by_name"], row["lift_reason"])
    return given and one.leaf.actor not in (None, str(SYSTEM_ID)) and told == (one.leaf.actor, officer, reason)


def _counts(rule: str) -> bool:
    """Whether a rule stops by what was counted, not by an event that broke it."""
    return rule.startswith(GUARDRAIL) or rule == INCIDENTS


def _received(parts: Parts) -> dict[int, int]:
    """When each batch arrived, in microseconds since 1970 UTC."""
    return {batch["number"]: written_us(batch["received_at"]) for batch in parts["batches"]}


def _row(held: Held) -> dict[str, Any]:
    interval = held.interval
    values = (interval.since_us, interval.lifted_us, held.rule, held.event, held.automatic)
    return dict(zip(NAMES, values, strict=True))


def _since(held: tuple[Held, ...]) -> set[int]:
    return {one.interval.since_us for one in held}


NAMES = ("since_us", "lifted_us", "rule", "event", "automatic")
LISTED = Text.of(
    vi="Các lần tạm dừng và cho chạy lại đúng như sổ", en="The suspensions and resumptions are those of the record"
)
FOLLOWED = Text.of(
    vi="Sau mỗi gói dữ liệu, mọi vi phạm phải dừng đều kéo theo tạm dừng từ đúng thời điểm đó",
    en="After each batch, every stopping breach was followed by a suspension from its very moment",
)
FOUNDED = Text.of(
    vi="Mỗi lần tự động dừng đều có vi phạm hoặc cảnh báo an toàn trong hồ sơ làm căn cứ",
    en="Each automatic suspension rests on a breach or a guardrail's alarm that the dossier shows",
)
BY_NAME = Text.of(
    vi="Chỉ người có tên, nêu lý do, mới cho thử nghiệm chạy lại",
    en="Only a person with a name and a reason let the trial go on",
)
