"""Guardrails that are lawful and yet hardly meant: one that stops the trial at its first count, one that never will.

A guardrail bets, or weighs likelihoods, until its detector reaches 1/α. It

    fires at once   when one count, the first, takes it there: mean over b of 1 + b (1/m - 1) ≥ 1/α  (`betting`), and
                    always at a limit of 0
    hardly ever     when even at FIVE times its limit all that the plan allows isn't expected to take it there. No
                    detector gains more a unit than the distance of both laws (Kullback and Leibler's):
                    units · min(ln 5, m (5 ln 5 - 4)) < ln(1/α) for counts, likewise for rates, and for shares with
                    p' = min(5 p, 1): tries · (p' ln(p'/p) + (1-p') ln((1-p')/(1-p))) < ln(1/α)

Counts are taken as Poisson here; nothing is refused for it. The same on every machine but for ties in the last digit.
"""

from collections.abc import Iterator, Set
from math import inf, log

from longbien.kernel.outcome import Reason
from longbien.kernel.text import Text
from longbien.trials.rules import words
from longbien.trials.rules.kinds.kind import Kind, Terms
from longbien.trials.rules.monitors.betting import factor
from longbien.trials.rules.monitors.question import Asked, asked_of
from longbien.trials.rules.monitors.wealth import mean
from longbien.trials.rules.plan import Guardrail, Plan
from longbien.trials.rules.policy import ALARM_ODDS

FIVE = 5.0


def odd_guardrails(plan: Plan, kind: Kind | None = None) -> tuple[Reason, ...]:
    """A reason to look again for each guardrail that fires at once or hardly ever.

    Where the kind of the plan itself suggests a limit of 0, such as of collisions, firing at once is meant.
    """
    meant = {one.guardrail.measure for one in kind.proposals if not one.guardrail.limit} if kind else set[str]()
    return tuple(_odd(plan, kind.terms if kind else None, meant))


def _odd(plan: Plan, terms: Terms | None, meant: Set[str]) -> Iterator[Reason]:
    for rail in plan.guardrails:
        if not rail.limit and rail.measure in meant:
            continue
        measure = terms.measure(rail.measure) if terms else None
        name = measure.name if measure else words.measure_name(rail.measure)
        if (measure is None or measure.statistic == "betting") and fires_at_once(rail):
            yield Reason("fires-at-once", _at_once(rail, name), where="/guardrails")
        elif rail.limit and gained(asked_of(rail, plan, terms)) < log(ALARM_ODDS):
            yield Reason("hardly-fires", _never(rail, name), where="/guardrails")


def fires_at_once(rail: Guardrail) -> bool:
    """Whether the first count takes a guardrail that bets to the odds at which it suspends."""
    return float(mean(factor(1, rail.limit / (rail.per or 1)))) >= ALARM_ODDS


def gained(asked: Asked) -> float:
    """The most that the log of a detector may be expected to gain at FIVE times the limit, over the whole plan."""
    if asked.offered == inf:
        return inf
    limit = asked.limit
    if asked.share:
        return asked.offered * _of_share(limit, min(FIVE * limit, 1.0))
    of_counts = limit * (FIVE * log(FIVE) - FIVE + 1.0)
    return asked.offered * (min(log(FIVE), of_counts) if asked.by_unit else of_counts)


def _of_share(p: float, q: float) -> float:
    if p >= 1.0:
        return 0.0
    return q * log(q / p) + ((1.0 - q) * log((1.0 - q) / (1.0 - p)) if q < 1.0 else 0.0)


def _at_once(rail: Guardrail, name: Text) -> Text:
    vi, en = (name.in_language(language) for language in ("vi", "en"))
    return Text.of(
        vi=f"“{vi}”: với mức {_limit(rail)}, thử nghiệm dừng ngay ở lần đầu tiên, dù trước đó an toàn bao lâu. "
        "Nếu không muốn vậy, hãy nâng mức.",
        en=f"“{en}”: at {_limit(rail)} the very first one stops the trial, however safe it was before. "
        "If that isn't meant, raise the limit.",
    )


def _never(rail: Guardrail, name: Text) -> Text:
    vi, en = (name.in_language(language) for language in ("vi", "en"))
    return Text.of(
        vi=f"“{vi}”: ngay cả khi xảy ra gấp năm lần mức {_limit(rail)}, cả thời hạn của phương án vẫn hầu như không đủ "
        "để ngưỡng này dừng thử nghiệm. Hãy hạ mức, hoặc cho phép nhiều ngày hoạt động hơn.",
        en=f"“{en}”: even at five times {_limit(rail)}, all that the plan allows is hardly enough for it to stop the "
        "trial. Lower the limit, or allow more days of operation.",
    )


def _limit(rail: Guardrail) -> str:
    return str(rail.limit) if rail.per is None else f"{rail.limit} / {rail.per}"
