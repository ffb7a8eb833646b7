"""What this room holds of a person, for export and erasure."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.plain import Plain, encode
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.ledger import queries
from longbien.people.registry import Holder, Parcel, Receipt, holds_personal_data

ENTRIES = Text.of(
    vi="Tài khoản của bạn trong sổ cái và các bút toán", en="Your accounts in the ledger and their entries"
)
DUTY = Text.of(
    vi="Sổ sách không được sửa hay xoá; ở đó chỉ có mã số của bạn, không có tên.",
    en="Books are neither edited nor erased; your id stands there, no name.",
)


def export(person_id: UUID) -> Parcel:
    """The accounts that the person owns, each with its statement."""
    owned = queries.accounts_of(Subject("people.person", person_id))
    return Parcel({"accounts": [_account(one) for one in owned]})


def _account(account: queries.AccountState) -> Plain:
    lines: list[Plain] = [
        {"on": encode(one.effective_on), "kind": one.kind, "amount": str(one.amount), "balance": str(one.balance)}
        for one in queries.statement(account.id)
    ]
    return {"unit": account.unit, "code": account.code, "balance": str(account.balance), "lines": lines}


def erase(person_id: UUID, at: datetime) -> Receipt:
    return Receipt("ledger", kept=((ENTRIES, DUTY),))


TITLE = Text.of(vi="Sổ cái", en="Ledger")
holds_personal_data(Holder("ledger", export, erase, TITLE, keeps=((ENTRIES, DUTY),)))
