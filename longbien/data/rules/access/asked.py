"""What a request for data asks for, and what is wrong with it, held against the contract of the data set."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from longbien.data.rules.contract.contract import Contract
from longbien.kernel.refusal import Fault
from longbien.kernel.text import Text

QUESTION = "data_set"
"""The question of a request's form that names the data set."""


@dataclass(frozen=True)
class Asked:
    """One data set, which of its columns, what for, until when; `personal`: whether the applicant says that it holds
    data about single persons."""

    data_set: str
    columns: tuple[str, ...]
    purpose: str
    until: date | None
    personal: bool


def read_asked(answers: Mapping[str, Any]) -> Asked:
    """From the answers of a form, right or half written."""
    columns = answers.get("columns")
    return Asked(
        data_set=str(answers.get(QUESTION) or ""),
        columns=tuple(map(str, columns)) if isinstance(columns, list) else (),
        purpose=str(answers.get("purpose") or ""),
        until=_day(answers.get("until")),
        personal=answers.get("personal") is True,
    )


def _day(said: Any) -> date | None:
    try:
        return date.fromisoformat(str(said))
    except ValueError:
        return None


def against(asked: Asked, contract: Contract, *, today: date) -> Iterator[Fault]:
    """Every fault, at the question of the form that it is about."""
    foreign = [name for name in asked.columns if contract.column(name) is None]
    if foreign:
        named = ", ".join(foreign)
        yield Fault(
            "/columns", Text.of(vi=f"Bộ dữ liệu không có cột: {named}.", en=f"The data set has no column: {named}.")
        )
    if asked.until is not None and asked.until < today:
        yield Fault("/until", Text.of(vi="Ngày này đã qua.", en="This day is over."))
    if (about := personal_among(asked.columns, contract)) and not asked.personal:
        vi, en = (", ".join(one.in_language(language) for one in about) for language in ("vi", "en"))
        yield Fault(
            "/personal",
            Text.of(
                vi=f"Trong các cột đã chọn có dữ liệu cá nhân: {vi}. Hãy trả lời “có”, hoặc bỏ các cột đó.",
                en=f"Some of the columns chosen hold personal data: {en}. Answer “yes”, or leave them out.",
            ),
        )


def personal_among(columns: tuple[str, ...], contract: Contract) -> list[Text]:
    """The titles of those columns that are about single persons."""
    found = [one for name in columns if (one := contract.column(name))]
    return [one.title for one in found if one.is_personal]
