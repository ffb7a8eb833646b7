"""Fees that one payment settles: honest where one transfer covers several, a mistake or a trick where it does not."""

from dataclasses import dataclass
from hashlib import sha256
from unicodedata import category, normalize

from django.utils import translation

from longbien.kernel.money import Money
from longbien.kernel.text import Text
from longbien.procedures.models import Fee
from longbien.ui.formats import money

# Dashes, and what shows nothing, such as a space without width.
UNHEARD = ("Pd", "Cf")


@dataclass(frozen=True)
class SharedPayment:
    """What was settled by the same payment before, and what that comes to with the fee at hand."""

    cases: tuple[str, ...]
    total: Money

    @property
    def what(self) -> Text:
        numbers = ", ".join(self.cases)
        said = {language: self._total_in(language) for language in ("vi", "en")}
        return Text.of(
            vi=f"Mã giao dịch này đã dùng cho hồ sơ {numbers}. Cùng với khoản này, giao dịch phải đủ {said['vi']}. Hãy "
            "đối chiếu sao kê, rồi xác nhận rằng một lần chuyển khoản trả cho tất cả.",
            en=f"This reference has settled a fee of case {numbers} already. With this one the transfer must come to "
            f"{said['en']}. Look at the bank statement, then confirm that one transfer covers them all.",
        )

    def _total_in(self, language: str) -> str:
        with translation.override(language):
            return money(self.total)


def digest_of(evidence: str) -> str:
    """A commitment to what the bank calls a payment, however its letters, spaces and dashes were typed."""
    plain = (one for one in normalize("NFKC", evidence) if not one.isspace() and category(one) not in UNHEARD)
    return as_typed("".join(plain).upper())


def as_typed(evidence: str) -> str:
    """The same, to the letter: as the ledger keeps it, and fees do that were paid when there was nothing else."""
    return sha256(evidence.strip().encode()).hexdigest()


def shared_payment(fee: Fee, evidence: str) -> SharedPayment | None:
    """The other fees of the same currency that this payment settled; None when there is none."""
    known = (digest_of(evidence), as_typed(evidence))
    settled = Fee.objects.filter(paid_with__in=known, currency=fee.currency).exclude(pk=fee.pk)
    rows = list(settled.order_by("settled_at", "pk").values_list("case__number", "minor"))
    if not rows:
        return None
    numbers = tuple(dict.fromkeys(number for number, _ in rows))
    total: int = sum(minor for _, minor in rows) + fee.minor
    return SharedPayment(numbers, Money(total, fee.currency))
