"""Which trial to look at first: what is known of each, weighed into a level with its reasons in plain words.

Levels are a hub rule, not law: they order a page and decide nothing. A guardrail's nearness is the share of the way its
detector has gone on a scale of odds, ln(now) / ln(needed): 0 where nothing speaks against "safe", 1 where it stops.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log

from longbien.kernel.text import Text
from longbien.trials.rules.comparing.answer import NAMES as VERDICTS
from longbien.trials.rules.lifecycle import RUNNING, SUSPENDED

LEVELS = ("stopped", "near", "silent", "watch", "calm")
NEAR, USED_UP = 0.5, 80  # half the way to a stop; per cent of a cap
SILENT = timedelta(hours=24)
SOON = 60  # days until the term is over
MOST_NEAR = 1.0
SPEAKING = ("worse", "astray")  # verdicts of comparisons that somebody should look at


@dataclass(frozen=True)
class Signals:
    """What is known of a trial now. `near` of the guardrail called `guardrail`; `used` per cent of the fullest cap.

    `breaches` of the last seven days; concerns `waiting` for an answer, `urgent` ones of these, `overdue` past their
    day; `late` reports of the holder that are overdue; `heard` is when telemetry last came; `days_left` of the term;
    `stopped` says why a trial that is suspended is; `compared` what is compared, each with its verdict.
    """

    state: str
    near: float
    guardrail: Text | None
    used: int
    breaches: int
    waiting: int
    overdue: int
    heard: datetime | None
    days_left: int
    stopped: Text | None = None
    late: int = 0
    urgent: int = 0
    compared: tuple[tuple[Text, str], ...] = ()


@dataclass(frozen=True)
class Attention:
    """How much a trial asks for, and why; `rank` sorts, the smallest first."""

    level: str
    why: tuple[Text, ...]
    rank: tuple[int, float]


def nearness(detector: float, odds: int) -> float:
    """How far a detector has gone towards the odds that stop the trial, from 0 to 1."""
    if detector <= 1.0:
        return 0.0
    return min(log(detector) / log(odds), MOST_NEAR)


def attention(known: Signals, now: datetime) -> Attention:
    """The level that the gravest signal gives, and every signal that speaks."""
    found = [
        (level, words)
        for level, words in (_stopped(known), _near(known), _silent(known, now), *_watched(known), *_compared(known))
        if words is not None
    ]
    levels = [level for level, _ in found] or ["calm"]
    level = min(levels, key=LEVELS.index)
    return Attention(level, tuple(words for _, words in found), (LEVELS.index(level), -known.near))


def _stopped(known: Signals) -> tuple[str, Text | None]:
    if known.state != SUSPENDED or known.stopped is None:
        return "stopped", STOPPED if known.state == SUSPENDED else None
    why, waits = known.stopped, STOPPED
    return "stopped", Text.of(
        vi=f"{why.in_language('vi')} {waits.in_language('vi')}.",
        en=f"{why.in_language('en')} {waits.in_language('en')}.",
    )


def _near(known: Signals) -> tuple[str, Text | None]:
    if known.guardrail is None or known.near < NEAR:
        return "near", None
    name, share = known.guardrail, round(known.near * 100)
    return "near", Text.of(
        vi=f"{name.in_language('vi')}: đã đi {share}% quãng đường tới mức phải dừng",
        en=f"{name.in_language('en')}: {share}% of the way to a stop",
    )


def _silent(known: Signals, now: datetime) -> tuple[str, Text | None]:
    if known.state != RUNNING or (known.heard is not None and now - known.heard < SILENT):
        return "silent", None
    return "silent", NEVER_HEARD if known.heard is None else SILENT_NOW


def _watched(known: Signals) -> Iterator[tuple[str, Text | None]]:
    broken, used, left = known.breaches, known.used, known.days_left
    if broken:
        yield "watch", Text.of(vi=f"{broken} vi phạm trong 7 ngày", en=f"Breaches in 7 days: {broken}")
    if known.waiting:
        yield (
            "watch",
            Text.of(
                vi=f"{known.waiting} phản ánh chờ trả lời, {known.overdue} quá hạn",
                en=f"Concerns to answer: {known.waiting}, overdue: {known.overdue}",
            ),
        )
    if known.urgent:
        yield "watch", Text.of(vi=f"{known.urgent} phản ánh khẩn cấp", en=f"Urgent concerns: {known.urgent}")
    if known.late:
        yield "watch", Text.of(vi=f"{known.late} báo cáo quá hạn", en=f"Overdue reports of the holder: {known.late}")
    if used >= USED_UP:
        yield "watch", Text.of(vi=f"Đã dùng {used}% một hạn mức", en=f"{used}% of a cap is used")
    if left <= SOON:
        yield "watch", Text.of(vi=f"Còn {left} ngày hiệu lực", en=f"Days of the term left: {left}")


def _compared(known: Signals) -> Iterator[tuple[str, Text | None]]:
    """A comparison stops nothing; that the new is worse, or its lots went astray, is for people to judge."""
    for name, verdict in known.compared:
        if verdict in SPEAKING:
            said = VERDICTS[verdict]
            yield "watch", Text.of(vi=f"{name['vi']}: {said['vi'].lower()}", en=f"{name['en']}: {said['en'].lower()}")


NAMES = {
    "stopped": Text.of(vi="Đang dừng", en="Stopped"),
    "near": Text.of(vi="Gần phải dừng", en="Near a stop"),
    "silent": Text.of(vi="Không có dữ liệu", en="Silent"),
    "watch": Text.of(vi="Cần để ý", en="To be watched"),
    "calm": Text.of(vi="Bình thường", en="Calm"),
}
STOPPED = Text.of(vi="Đang tạm dừng, chờ cán bộ cấp phép", en="Suspended: an officer has to decide")
NEVER_HEARD = Text.of(vi="Đã bắt đầu nhưng chưa gửi dữ liệu nào", en="Started, but nothing was ever received")
SILENT_NOW = Text.of(vi="Không có dữ liệu đã hơn 24 giờ", en="Nothing received for more than 24 hours")
