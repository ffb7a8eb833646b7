"""Regimes: the law that allows a controlled trial, as dated data, and whether a plan stays inside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from longbien.kernel.citation import Citation
from longbien.kernel.law import PackReader, Provision
from longbien.kernel.outcome import Outcome, Reason
from longbien.kernel.period import Period, add_months
from longbien.kernel.text import Text
from longbien.trials.rules.owed.levels import Scale, read_scale
from longbien.trials.rules.owed.schedule import Schedule, read_schedule
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


# What a pack may tell besides limits; all of it is shown, none of it is computed with.
SECTIONS = ("eligibility", "territory", "waivable", "decision", "reports", "incidents", "register", "liability")


@dataclass(frozen=True)
class Regime:
    """One version of a regime. `grants` is False where another body licenses: the hub prepares, never grants.

    `basis` is the law it rests on. `term` is None where its longest term is not known to the hub: then nobody grants
    under it. `valid` bounds the days on which a licence may begin; either end may be unknown (None). `open` lists what
    is asked of counsel; `content` is all of the file. `severities` of incidents and the `schedule` of reports stand
    where the law says so.
    """

    code: str
    title: Text
    basis: tuple[Citation, ...]
    authority: Text
    grants: bool
    term: Limit | None
    extensions: int
    extension: Limit | None
    requires: tuple[Requirement, ...]
    valid_from: date | None
    valid_until: date | None
    as_of: str
    verified: bool
    provisions: Mapping[str, tuple[Provision, ...]]
    open: tuple[Text, ...]
    content: Mapping[str, Any]
    severities: Scale = ()
    schedule: Schedule | None = None

    @property
    def can_grant(self) -> bool:
        """Whether the hub's city may license under it, as far as the pack tells."""
        return self.grants and self.term is not None


def read_regime(content: Mapping[str, Any], languages: tuple[str, ...]) -> Regime:
    """The regime of a pack's data. KeyError, TypeError or ValueError when a needed part is missing or wrong."""
    read = _Reader(content, languages)
    extensions = content.get("extensions")
    return Regime(
        code=content["code"],
        title=read.text(content["title"]),
        basis=read.basis,
        authority=read.text(content["authority"]),
        grants=content["grants"],
        term=read.limit(content.get("term")),
        extensions=int(extensions["count"]) if extensions else 0,
        extension=read.limit(extensions),
        requires=tuple(
            Requirement(part["part"], read.text(part["why"]), read.cite(part)) for part in content.get("requires", ())
        ),
        valid_from=read.day("valid_from"),
        valid_until=read.day("valid_until"),
        as_of=str(content["as_of"]),
        verified=bool(content["verified"]),
        provisions={name: read.provisions(content[name]) for name in SECTIONS if content.get(name)},
        open=tuple(map(read.text, content.get("open", ()))),
        content=content,
        severities=read_scale(content.get("severities", ()), languages, read.cite),
        schedule=read_schedule(content.get("report_schedule"), read.cite),
    )


class _Reader(PackReader):
    def limit(self, given: Mapping[str, Any] | None) -> Limit | None:
        return None if given is None else Limit(int(given["max_months"]), self.cite(given))


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
    against, limit = [], regime.extension
    law = limit.citation if limit else regime.basis[0]
    if used >= regime.extensions:
        against.append(Reason("no-extension-left", _no_extension(regime), where="/extension", citation=law))
    longest = limit.max_months if limit else 0
    latest = add_months(first_start, (regime.term.max_months if regime.term else 0) + (used + 1) * longest)
    if months > longest or add_months(current.end, months) > latest:
        against.append(Reason("extension-too-long", _too_long(months, longest), where="/months", citation=law))
    return Outcome(tuple(against))


def _authority(regime: Regime) -> tuple[Reason, ...]:
    if regime.grants:
        return ()
    words = Text.of(
        vi=f"Giấy phép này do {regime.authority.in_language('vi')} cấp; trung tâm chỉ hỗ trợ chuẩn bị hồ sơ.",
        en=f"This licence is granted by {regime.authority.in_language('en')}; the hub only helps to prepare it.",
    )
    return (Reason("granted-elsewhere", words, citation=regime.basis[0]),)


def _term(plan: Plan, regime: Regime) -> tuple[Reason, ...]:
    if regime.term is None:
        return (Reason("term-unknown", TERM_UNKNOWN, where="/term_months", citation=regime.basis[0]),)
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
    return (Reason("not-in-force", words, where="/start", citation=regime.basis[0]),)


def _missing(needed: Requirement) -> Reason:
    words = Text.of(
        vi=f"Phương án còn thiếu phần mà chế độ pháp lý yêu cầu: {needed.why.in_language('vi')}.",
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


TERM_UNKNOWN = Text.of(
    vi="Trung tâm chưa biết thời hạn dài nhất của chế độ pháp lý này; chưa thể cấp phép theo chế độ này.",
    en="The hub doesn't know the longest term under this regime; nobody can be licensed under it yet.",
)
