"""Public terms in words, with their figures."""

from longbien.capital.rules.public.terms import Band, BuyOut, Capped, FirstLoss, PariPassu, PublicTerms
from longbien.capital.rules.shares import percent
from longbien.kernel.text import Text


def said(terms: PublicTerms) -> Text:
    """One sentence on who gets what."""
    match terms:
        case PariPassu():
            return Text.of(
                vi="Mỗi bên nhận theo phần đã góp.",
                en="Each side gets what it paid of all calls.",
            )
        case BuyOut():
            return _bought(terms)
        case Capped():
            rate = percent(terms.rate)
            return Text.of(
                vi=f"Ngang hàng đến khi vốn công đạt {rate} mỗi năm; phần vượt thuộc về vốn tư nhân.",
                en=f"Side by side until public money has earned {rate} a year; what is beyond goes to private money.",
            )
        case FirstLoss():
            share = percent(terms.share)
            return Text.of(
                vi=f"Vốn công chịu lỗ trước bằng {share} số đã góp; lợi nhuận chia ngang hàng.",
                en=f"Public money bears losses first, with {share} of what it paid; profit is shared side by side.",
            )
        case _:
            share = percent(terms.share)
            return Text.of(
                vi=f"Hoàn vốn ngang hàng; {share} lợi nhuận của vốn công chuyển cho vốn tư nhân.",
                en=f"Capital comes back side by side; {share} of the public profit goes to private money.",
            )


def _bought(terms: BuyOut) -> Text:
    rates = ", ".join(_band(one, "đến năm", "sau đó") for one in terms.schedule)
    rates_en = ", ".join(_band(one, "to year", "after that") for one in terms.schedule)
    vi, en = _when(terms)
    return Text.of(
        vi=f"{vi} vốn tư nhân có thể mua lại phần vốn công theo giá vốn cộng lãi kép: {rates}.",
        en=f"{en} private money may buy the public share at cost and compound interest: {rates_en}.",
    )


def _when(terms: BuyOut) -> tuple[str, str]:
    first, last = terms.after_years, terms.until_years
    if last is None:
        return (f"Sau {first} năm", f"After {first} years") if first else ("Từ đầu", "From the start")
    if first:
        return f"Sau {first} năm, đến hết năm {last},", f"After {first} years, until the end of year {last},"
    return f"Đến hết năm {last}", f"Until the end of year {last}"


def _band(band: Band, until: str, then: str) -> str:
    return f"{percent(band.rate)} {then if band.until_years is None else f'{until} {band.until_years}'}"
