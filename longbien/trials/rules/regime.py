"""Regimes: the law that allows a controlled trial, as dated data, and whether a plan stays inside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from longbien.kernel.citation import Citation
from longbien.kernel.outcome import Outcome, Reason
from longbien.kernel.period import Period, add_months
from longbien.kernel.text import Text
from longbien.trials.rules.plan import Plan


@dataclass(frozen=True)
class Limit:
    """A longest term in months and the article that sets it."""

    max_months: int
    citation: Citation


@dataclass(frozen=True)
class Requirement:
    """A part that a plan must fill, by its key in the licence form."""

    part: str
    why: Text
    citation: Citation


@dataclass(frozen=True)
class Regime:
    """One version of a regime. `grants` is False where another body licenses: the hub prepares, never grants.

    `valid` bounds the days on which a licence may begin; either end may be unknown (None). `content` is all of the
    file.
    """

    code: str
    title: Text
    authority: Text
    grants: bool
    term: Limit
    extensions: int
    extension: Limit
    requires: tuple[Requirement, ...]
    valid_from: date | None
    valid_until: date | None
    as_of: str
    verified: bool
    content: Mapping[str, Any]


def read_regime(content: Mapping[str, Any], languages: tuple[str, ...]) -> Regime:
    """The regime of a pack's data. KeyError, TypeError or ValueError when a needed part is missing or wrong."""
    basis = content["legal_basis"][0]

    def cite(part: Mapping[str, Any]) -> Citation:
        if part.get("basis") == "hub-rule":
            return Citation("Hub rule", content["code"])
        return Citation(part.get("source", basis["source"]), part["article"])

    extensions = content.get("extensions") or {"count": 0, "max_months": 0, "article": content["term"]["article"]}
    return Regime(
        code=content["code"],
        title=Text.from_data(content["title"], languages),
        authority=Text.from_data(content["authority"], languages),
        grants=content["grants"],
        term=Limit(int(content["term"]["max_months"]), cite(content["term"])),
        extensions=int(extensions["count"]),
        extension=Limit(int(extensions["max_months"]), cite(extensions)),
        requires=tuple(
            Requirement(part["part"], Text.from_data(part["why"], languages), cite(part))
            for part in content.get("requires", ())
        ),
        valid_from=_day(content.get("valid_from")),
        valid_until=_day(content.get("valid_until")),
        as_of=str(content["as_of"]),
        verified=bool(content["verified"]),
        content=content,
    )


def check_plan(plan: Plan, regime: Regime) -> Outcome:
    """Whether a first licence for this plan stays inside the regime; a reason with its citation for each failure."""
    against = [
        *_authority(regime),
        *_term(plan, regime),
        *_in_force(plan, regime),
        *(_missing(part) for part in regime.requires if not plan.fills(part.part)),
    ]
    return Outcome(tuple(against))


def check_extension(current: Period, first_start: date, months: int, used: int, regime: Regime) -> Outcome:
    """Whether a licence may run `months` longer: `used` extensions were granted, `first_start` began the first term."""
    against = []
    if used >= regime.extensions:
        against.append(
            Reason("no-extension-left", _no_extension(regime), where="/extension", citation=regime.extension.citation)
        )
    latest = add_months(first_start, regime.term.max_months + (used + 1) * regime.extension.max_months)
    if months > regime.extension.max_months or add_months(current.end, months) > latest:
        limit = regime.extension.max_months
        against.append(
            Reason("extension-too-long", _too_long(months, limit), where="/months", citation=regime.extension.citation)
        )
    return Outcome(tuple(against))


def _authority(regime: Regime) -> tuple[Reason, ...]:
    if regime.grants:
        return ()
    words = Text.of(
        vi=f"Giấy phép này do {regime.authority.in_language('vi')} cấp; trung tâm chỉ hỗ trợ chuẩn bị hồ sơ.",
        en=f"This licence is granted by {regime.authority.in_language('en')}; the hub only helps to prepare it.",
    )
    return (Reason("granted-elsewhere", words, citation=regime.term.citation),)


def _term(plan: Plan, regime: Regime) -> tuple[Reason, ...]:
    if not plan.term.longer_than_months(regime.term.max_months):
        return ()
    words = _too_long(plan.term_months, regime.term.max_months)
    return (Reason("term-too-long", words, where="/term_months", citation=regime.term.citation),)


def _in_force(plan: Plan, regime: Regime) -> tuple[Reason, ...]:
    early = regime.valid_from is not None and plan.start < regime.valid_from
    late = regime.valid_until is not None and plan.start >= regime.valid_until
    if not (early or late):
        return ()
    words = Text.of(
        vi=f"Chế độ pháp lý này không có hiệu lực vào ngày {plan.start:%d/%m/%Y}.",
        en=f"This regime is not in force on {plan.start.isoformat()}.",
    )
    return (Reason("not-in-force", words, where="/start", citation=regime.term.citation),)


def _missing(needed: Requirement) -> Reason:
    words = Text.of(
        vi=f"Kế hoạch còn thiếu phần mà chế độ pháp lý yêu cầu: {needed.why.in_language('vi')}.",
        en=f"The plan lacks a part that the regime requires: {needed.why.in_language('en')}.",
    )
    return Reason("part-missing", words, where=f"/{needed.part}", citation=needed.citation)


def _too_long(asked: int, limit: int) -> Text:
    return Text.of(
        vi=f"Đề nghị {asked} tháng, nhưng pháp luật cho phép nhiều nhất {limit} tháng cho một lần cấp.",
        en=f"{asked} months were asked for, but the law allows at most {limit} months at a time.",
    )


def _no_extension(regime: Regime) -> Text:
    return Text.of(
        vi=f"Đã hết số lần gia hạn (tối đa {regime.extensions} lần).",
        en=f"No extension is left (at most {regime.extensions}).",
    )


def _day(written: Any) -> date | None:
    return date.fromisoformat(str(written)) if written else None
