"""Whether a commitment, a close or an investment stays inside its pack; a reason with its article for each breach."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from longbien.capital.rules.vehicles.measures import MEASURES, Holding, Stake, Standing, kind_of, name_of
from longbien.capital.rules.vehicles.pack import Limit, Pack
from longbien.kernel import written
from longbien.kernel.money import Money
from longbien.kernel.outcome import Outcome, Reason
from longbien.kernel.text import Text


def check_vehicle(standing: Standing, pack: Pack) -> Outcome:
    """Whether a vehicle may be opened as it is planned: its charter capital, its board, its currency."""
    planned = {"total": Fraction(standing.charter), "board": Fraction(standing.board_seats)}
    against = [_other_currency(one, standing.currency) for one in pack.limits if _is_foreign(one, standing)]
    found = (one for one in pack.limits if one.measure in planned and not _is_foreign(one, standing))
    return Outcome((*against, *(_too_much(one, planned[one.measure]) for one in found if _tops(one, planned))))


def _tops(limit: Limit, counted: Mapping[str, Fraction]) -> bool:
    return limit.most is not None and counted[limit.measure] > limit.most


def _is_foreign(limit: Limit, standing: Standing) -> bool:
    return limit.currency not in ("", standing.currency)


def check_commitment(standing: Standing, holding: Holding, pack: Pack) -> Outcome:
    """Whether one more commitment keeps every upper limit; the lower ones are a matter of the close."""
    return Outcome(tuple(_above(standing.with_one(holding), pack)))


def check_close(standing: Standing, pack: Pack) -> Outcome:
    """Whether what is committed may close: every limit, and shares of what is truly committed.

    Law says "of the charter capital"; whether that is the planned or the committed one is open, so both are held.
    """
    closed = standing.as_closed()
    return Outcome((*_above(closed, pack), *_below(closed, pack)))


def check_investment(stake: Stake, pack: Pack) -> Outcome:
    """Whether a stake in a company keeps the limits on companies and on other funds."""
    counted = {"company-share": stake.share, "fund-holdings": Fraction(int(stake.is_fund))}
    found = (one for one in pack.limits if one.measure in counted)
    return Outcome(tuple(_too_much(one, counted[one.measure]) for one in found if _tops(one, counted)))


def check_concentration(share: Fraction, pack: Pack) -> Outcome:
    """Whether what goes into one company, as a share of what is committed, keeps the limit on it."""
    found = (one for one in pack.limits if one.measure == "concentration")
    return Outcome(tuple(_too_much(one, share) for one in found if _tops(one, {"concentration": share})))


def _above(standing: Standing, pack: Pack) -> Iterator[Reason]:
    for limit, counted in _counted(standing, pack):
        if _is_foreign(limit, standing):
            yield _other_currency(limit, standing.currency)
        elif limit.most is not None and counted > limit.most:
            yield _too_much(limit, counted)


def _below(standing: Standing, pack: Pack) -> Iterator[Reason]:
    for limit, counted in _counted(standing, pack):
        if limit.least is not None and counted < limit.least:
            yield _too_little(limit, counted)


def _counted(standing: Standing, pack: Pack) -> Iterator[tuple[Limit, Fraction]]:
    for limit in pack.limits:
        if limit.measure in MEASURES:
            yield limit, Fraction(MEASURES[limit.measure].count(standing))


def _too_much(limit: Limit, counted: Fraction) -> Reason:
    return _breach(limit, counted, limit.most or Fraction(0), Text.of(vi="nhiều nhất", en="at most"))


def _too_little(limit: Limit, counted: Fraction) -> Reason:
    return _breach(limit, counted, limit.least or Fraction(0), Text.of(vi="ít nhất", en="at least"))


def _breach(limit: Limit, counted: Fraction, bound: Fraction, words: Text) -> Reason:
    name, kind = name_of(limit.measure), kind_of(limit.measure)
    said = {
        language: (
            f"{name[language]}: {shown(counted, kind, limit.currency, language)}; {words[language]} "
            f"{shown(bound, kind, limit.currency, language)} ({limit.citation.in_language(language)})."
        )
        for language in ("vi", "en")
    }
    return Reason(limit.measure, Text.of(**said), where=f"/{limit.measure}", citation=limit.citation)


def _other_currency(limit: Limit, currency: str) -> Reason:
    words = Text.of(
        vi=f"Giới hạn tính bằng {limit.currency}, quỹ tính bằng {currency}: không so được.",
        en=f"The limit is in {limit.currency} and the vehicle in {currency}: they can't be compared.",
    )
    return Reason("other-currency", words, where=f"/{limit.measure}", citation=limit.citation)


POINTS = {"vi": ",", "en": "."}


def shown(value: Fraction, kind: str, currency: str, language: str) -> str:
    """A value as that language writes it; a share in percent with at most four decimals, rounded up."""
    if kind == "money":
        return written.amount(Money(int(value), currency))[language]
    if kind == "share":
        point = POINTS[language]
        whole, rest = divmod(int(-(-value * 1_000_000 // 1)), 10_000)
        digits = f"{rest:04}".rstrip("0")
        return f"{whole}{point + digits if digits else ''} %"
    return written.count(int(value))[language]
