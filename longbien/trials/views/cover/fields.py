"""What the forms of insurance and claims ask."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from longbien.kernel.money import Money
from longbien.kernel.text import Text
from longbien.trials.actions.cover.record_claim import Claimed
from longbien.trials.queries.cover.insurance import InsuranceView
from longbien.trials.rules.cover import claims as rules
from longbien.trials.rules.cover.insurance import LONGEST, LONGEST_COVERS, SHORTEST, Insurance
from longbien.ui.fields import Choice, Field

AMOUNT = Field("amount", "money", Text.of(vi="Số tiền", en="Amount"), required=True, minimum=1)
CLAIM = (
    Field(
        "told",
        "longtext",
        Text.of(vi="Đòi bồi thường về điều gì?", en="What is claimed for?"),
        Text.of(vi="Không nêu tên hay số điện thoại của ai.", en="Leave out everybody's name and number."),
        required=True,
        minimum=rules.SHORTEST,
        maximum=rules.LONGEST,
    ),
    replace(AMOUNT, name="claimed"),
    Field("made_on", "date", Text.of(vi="Đòi vào ngày nào?", en="On which day was it claimed?"), required=True),
)
WHEN = Text.of(vi="Trả vào ngày nào?", en="On which day was it paid?")
STEPS = {
    rules.AGREE: (AMOUNT,),
    rules.REFUSE: (
        Field(
            "reason",
            "longtext",
            Text.of(vi="Vì sao từ chối?", en="Why is it refused?"),
            required=True,
            minimum=rules.SHORTEST,
            maximum=rules.LONGEST,
        ),
    ),
    rules.PAY: (
        Field("paid_on", "date", Text.of(vi="Trả vào ngày nào?", en="On which day was it paid?"), required=True),
    ),
}
VERBS = {
    rules.AGREE: Text.of(vi="Thoả thuận số tiền", en="Agree to an amount"),
    rules.REFUSE: Text.of(vi="Từ chối", en="Refuse"),
    rules.PAY: Text.of(vi="Đã trả", en="It was paid"),
}


def insurance_fields(known: tuple[InsuranceView, ...]) -> tuple[Field, ...]:
    """With what it replaces, where there is anything to replace."""
    holds = tuple(Choice(str(one.id), _named(one.said)) for one in known if not one.replaced)
    replaces = Field(
        "replaces",
        "choice",
        Text.of(vi="Thay cho bảo hiểm đã ghi", en="Instead of one that stands here"),
        Text.of(vi="Khi sửa một chỗ sai hoặc hợp đồng bị cắt ngắn.", en="To mend a fault, or when it was cut short."),
        choices=holds,
    )
    return (
        _line("number", Text.of(vi="Số hợp đồng bảo hiểm", en="Number of the policy"), LONGEST),
        _line("insurer", Text.of(vi="Bên bảo hiểm", en="Insurer"), LONGEST),
        _line("covers", Text.of(vi="Bảo hiểm cho điều gì?", en="What does it cover?"), LONGEST_COVERS),
        AMOUNT,
        Field("start", "date", Text.of(vi="Từ ngày", en="From"), required=True),
        Field("last_day", "date", Text.of(vi="Đến hết ngày", en="Up to and including"), required=True),
        *([replaces] if holds else []),
    )


def _line(name: str, label: Text, most: int) -> Field:
    return Field(name, "text", label, required=True, minimum=SHORTEST, maximum=most)


def _named(one: Insurance) -> Text:
    said = f"{one.number}, {one.insurer}"
    return Text.of(vi=said, en=said)


def insurance_of(data: dict[str, Any]) -> tuple[Insurance, UUID | None]:
    """The policy of a form that was checked, and the one that it replaces."""
    end = date.fromisoformat(data["last_day"]) + timedelta(days=1)
    said = Insurance(
        data["number"],
        data["insurer"],
        data["covers"],
        Money.from_data(data["amount"]),
        date.fromisoformat(data["start"]),
        end,
    )
    return said, UUID(data["replaces"]) if data.get("replaces") else None


def claimed_of(data: dict[str, Any]) -> Claimed:
    return Claimed(data["told"], Money.from_data(data["claimed"]).minor, date.fromisoformat(data["made_on"]))


def step_of(verb: str, data: dict[str, Any]) -> rules.Step:
    """The step of a form that was checked."""
    return rules.Step(
        verb,
        Money.from_data(data["amount"]).minor if "amount" in data else None,
        date.fromisoformat(data["paid_on"]) if "paid_on" in data else None,
        data.get("reason", ""),
    )
