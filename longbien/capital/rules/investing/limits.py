"""Whether an investment stays inside the law of its kind of fund and inside the fund's own terms."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from longbien.capital.rules.investing.terms import DistributionTerms
from longbien.capital.rules.shares import percent
from longbien.capital.rules.vehicles.limits import check_concentration, check_investment, shown
from longbien.capital.rules.vehicles.measures import Stake
from longbien.capital.rules.vehicles.pack import Pack
from longbien.kernel.outcome import Outcome, Reason
from longbien.kernel.text import Text


@dataclass(frozen=True)
class Asked:
    """An investment beside what stands. Minor units of the vehicle's currency.

    `in_company` is its cost with all that the vehicle holds at cost in that company; `recycled` with all that was
    recycled before; `kept` is what of the proceeds is neither paid out nor recycled; `cash` what was paid in and is
    left, `cash_then` the least that was left on its day or on any day since.
    """

    stake: Stake
    currency: str
    committed: int
    in_company: int
    paid_from_cash: int
    recycled_now: int
    recycled: int
    kept: int
    cash: int
    cash_then: int

    def refuses(self, where: str, vi: str, en: str, amounts: tuple[int, ...]) -> Reason:
        """A reason with its amounts as each language writes them."""
        said = {
            language: words.format(*(shown(Fraction(one), "money", self.currency, language) for one in amounts))
            for language, words in (("vi", vi), ("en", en))
        }
        return _reason(where, said["vi"], said["en"])


def check_asked(asked: Asked, pack: Pack, terms: DistributionTerms | None) -> Outcome:
    """Every breach, law first. A breach of law names its article, one of the terms its clause."""
    share = Fraction(asked.in_company, asked.committed) if asked.committed else Fraction(1)
    by_law = check_investment(asked.stake, pack) + check_concentration(share, pack)
    return by_law + Outcome(tuple(_of_terms(asked, share, terms)))


def _of_terms(asked: Asked, share: Fraction, terms: DistributionTerms | None) -> Iterator[Reason]:
    if terms and terms.concentration is not None and share > terms.concentration:
        yield _reason(
            "amount",
            f"Vốn vào một doanh nghiệp: {percent(share)} vốn cam kết; nhiều nhất {percent(terms.concentration)} "
            "(điều khoản quỹ, /concentration).",
            f"In one company: {percent(share)} of what is committed; at most {percent(terms.concentration)} "
            "(the fund's terms, /concentration).",
        )
    most = int((terms.recycling if terms else Fraction(0)) * asked.committed)
    if asked.recycled_now and asked.recycled > most:
        yield asked.refuses(
            "recycled",
            "Tái đầu tư tất cả {0}; điều khoản quỹ cho nhiều nhất {1} (/recycling).",
            "Recycled in all: {0}; the fund's terms allow at most {1} (/recycling).",
            (asked.recycled, most),
        )
    if asked.recycled_now > asked.kept:
        yield asked.refuses(
            "recycled",
            "Tiền thu về còn giữ {0}, không đủ để tái đầu tư {1}.",
            "Of the proceeds {0} are left, not enough to recycle {1}.",
            (asked.kept, asked.recycled_now),
        )
    if asked.paid_from_cash > asked.cash:
        yield asked.refuses(
            "amount",
            "Quỹ chỉ còn {0} tiền đã góp; hãy gọi vốn trước.",
            "Only {0} of what was paid in is left; call capital first.",
            (asked.cash,),
        )
    elif asked.paid_from_cash > asked.cash_then:
        yield asked.refuses(
            "on",
            "Từ ngày này đã có lúc quỹ chỉ còn {0} tiền đã góp; hãy chọn ngày tiền đã về đủ.",
            "Since that day only {0} of what was paid in was left at one time; choose a day when the money was there.",
            (asked.cash_then,),
        )


def _reason(where: str, vi: str, en: str) -> Reason:
    return Reason(where, Text.of(vi=vi, en=en), where=where)
