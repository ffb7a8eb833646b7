"""What the forms of rights ask."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.conf import settings

from longbien.capital.actions.rights.propose_agreement import MOST_RIGHTS, AskedRight
from longbien.capital.queries.rights.terms import needed_terms
from longbien.capital.rules.rights import contribution
from longbien.capital.rules.rights.order import STAGES
from longbien.capital.rules.rights.right import KINDS
from longbien.capital.rules.rights.trees import Tree
from longbien.kernel.money import Money
from longbien.kernel.text import Text
from longbien.people.queries import OrganisationCard
from longbien.places.queries import LaboratoryCard, laboratories
from longbien.procedures.rules.deadlines import parse_span
from longbien.ui.fields import Choice, Field

LARGEST = 2**53 - 1


def contribution_fields() -> tuple[Field, ...]:
    return (
        laboratory_field(laboratories()),
        Field(
            "organisation", "text", Text.of(vi="Bên góp", en="Who gives"),
            Text.of(vi="Tên tổ chức như đã đăng ký ở đây.", en="The name of the organisation as registered here."),
            required=True, maximum=200,
        ),
        Field(
            "kind", "choice", Text.of(vi="Góp bằng gì", en="What is given"), required=True,
            choices=tuple(Choice(code, name) for code, name in contribution.KINDS.items()),
        ),
        Field("about", "longtext", Text.of(vi="Mô tả khoản góp", en="Describe it"), required=True, maximum=4_000),
        Field(
            "value", "money", Text.of(vi="Giá trị", en="Value"), required=True, minimum=1, maximum=LARGEST,
            currency=settings.HUB.currency,
        ),
        Field(
            "valued_by", "text", Text.of(vi="Bên định giá", en="Valued by"),
            Text.of(vi="Cần với thiết bị và hiện vật.", en="Needed for equipment and in kind."), maximum=200,
        ),
        Field(
            "evidence", "file", Text.of(vi="Văn bản định giá", en="Written valuation"),
            Text.of(
                vi="Lưu trong sổ ghi; nhật ký công khai chỉ giữ một cam kết.",
                en="Kept in the record; the public log holds only a commitment to it.",
            ),
            accept=(".pdf",), max_bytes=10_000_000,
        ),
    )  # fmt: skip


def laboratory_field(cards: Iterable[LaboratoryCard]) -> Field:
    choices = tuple(Choice(str(card.id), card.name) for card in cards)
    label = Text.of(vi="Phòng thí nghiệm", en="Laboratory")
    return Field("laboratory", "choice", label, required=True, choices=choices)


def _scope_fields() -> tuple[Field, Field]:
    trees = needed_terms().trees
    return (
        Field(
            "fields", "choices", Text.of(vi="Lĩnh vực sử dụng", en="Fields of use"), required=True,
            choices=tree_choices(trees.fields),
        ),
        Field(
            "territories", "choices", Text.of(vi="Lãnh thổ", en="Territories"), required=True,
            choices=tree_choices(trees.territories),
        ),
    )  # fmt: skip


def tree_choices(tree: Tree) -> tuple[Choice, ...]:
    """Every code, a narrower one behind what it lies within: `Energy › Batteries`."""

    def named(code: str) -> Text:
        path = [tree.names[one] for one in reversed(tree.path(code))]
        return Text(tuple((tongue, " › ".join(one.in_language(tongue) for one in path)) for tongue in path[0]))

    return tuple(Choice(code, named(code)) for code in tree.above)


def rights_fields(laboratory: LaboratoryCard) -> tuple[Field, ...]:
    """One group with a row for each right."""
    purposes = needed_terms().purposes
    rows = (
        Field(
            "kind", "choice", Text.of(vi="Loại quyền", en="Kind of right"), required=True,
            choices=tuple(Choice(code, kind.name) for code, kind in KINDS.items()),
        ),
        *_scope_fields(),
        Field("start", "date", Text.of(vi="Từ ngày", en="From"), required=True),
        Field("last_day", "date", Text.of(vi="Đến hết ngày", en="Until and including"), required=True),
        Field("exclusive", "yesno", Text.of(vi="Độc quyền?", en="Exclusive?")),
        Field(
            "rank", "number", Text.of(vi="Thứ hạng", en="Rank"),
            Text.of(vi="1 được hỏi trước. Bỏ trống nếu không chồng lấn.", en="1 is asked first. May be blank."),
            minimum=1, maximum=99,
        ),
        Field(
            "window", "number", Text.of(vi="Thời hạn trả lời", en="Time to answer"),
            Text.of(vi="Bỏ trống: theo mẫu.", en="Blank: as in the template."), minimum=1, maximum=250,
            unit=Text.of(vi="ngày làm việc", en="working days"),
        ),
        Field(
            "share", "number", Text.of(vi="Phần giá người khác trả", en="Share of what is bid"),
            Text.of(vi="100 là cùng giá. Bỏ trống: 100.", en="100 is the same price. Blank: 100."),
            minimum=0, maximum=1_000, unit=Text.of(vi="%", en="%"),
        ),
        Field(
            "fixed", "money", Text.of(vi="Khoản cố định", en="Fixed amount"), minimum=0, maximum=LARGEST,
            currency=settings.HUB.currency,
        ),
        Field(
            "carve_outs", "choices", Text.of(vi="Loại trừ vì lợi ích công", en="Public-interest carve-outs"),
            choices=tuple(Choice(code, name) for code, name in purposes.items()),
        ),
        Field(
            "machine", "choice", Text.of(vi="Thiết bị", en="Machine"),
            Text.of(vi="Chỉ với hạn mức giờ máy.", en="For a booking quota only."),
            choices=tuple(Choice(one.code, one.name) for one in laboratory.machines),
        ),
        Field("hours", "number", Text.of(vi="Số giờ", en="Hours"), minimum=1, maximum=1_000_000),
    )  # fmt: skip
    label = Text.of(vi="Quyền", en="Right")
    return (Field("rights", "group", label, required=True, fields=rows, min_rows=1, max_rows=MOST_RIGHTS),)


def asked_rights(data: dict[str, Any], window: str) -> tuple[AskedRight, ...]:
    """The rights of a form without a fault; `window` is the template's."""
    return tuple(_asked(row, window) for row in data["rights"])


def _asked(row: dict[str, Any], window: str) -> AskedRight:
    is_quota = row["kind"] == "booking_quota"
    return AskedRight(
        kind=row["kind"],
        fields=tuple(row["fields"]),
        territories=tuple(row["territories"]),
        start=date.fromisoformat(row["start"]),
        end=date.fromisoformat(row["last_day"]) + timedelta(days=1),
        window=f"{row['window']}wd" if "window" in row else str(parse_span(window)),
        exclusive=bool(row.get("exclusive")),
        rank=row.get("rank"),
        share_bp=0 if is_quota else row.get("share", 100) * 100,
        fixed_minor=Money.from_data(row["fixed"]).minor if "fixed" in row else 0,
        carve_outs=tuple(row.get("carve_outs", ())),
        machine=row.get("machine", ""),
        hours=row.get("hours"),
    )


WHAT = Field(
    "what", "longtext", Text.of(vi="Chào cái gì, với điều kiện nào", en="What is offered, on which terms"),
    Text.of(vi="Bên có quyền sẽ đọc đúng lời này.", en="Holders of rights will read it so."),
    required=True, minimum=20, maximum=4_000,
)  # fmt: skip


def offer_fields(offerors: Iterable[OrganisationCard], *, is_officer: bool) -> tuple[Field, ...]:
    """Who offers is chosen among one's own organisations; officers write the name of any."""
    who = Text.of(vi="Bên chào", en="Who offers")
    purposes = needed_terms().purposes
    if is_officer:
        hint = Text.of(vi="Tên tổ chức như đã đăng ký ở đây.", en="The name of the organisation as registered here.")
        offeror = Field("organisation", "text", who, hint, required=True, maximum=200)
    else:
        choices = tuple(Choice(str(card.id), Text.of(und=card.name)) for card in offerors)
        offeror = Field("offeror", "choice", who, required=True, choices=choices)
    return (
        laboratory_field(laboratories()),
        offeror,
        Field(
            "stage", "choice", Text.of(vi="Đã đến đâu", en="How far it has come"), required=True,
            choices=tuple(Choice(code, name) for code, name in STAGES.items() if code != "call"),
        ),
        WHAT,
        *_scope_fields(),
        Field(
            "purpose", "choice", Text.of(vi="Phục vụ mục đích công", en="Serves a public purpose"),
            Text.of(vi="Bỏ trống nếu không.", en="Leave blank if it serves none."),
            choices=tuple(Choice(code, name) for code, name in purposes.items()),
        ),
        Field(
            "bid", "money", Text.of(vi="Giá người khác trả", en="What somebody bid"), minimum=1, maximum=LARGEST,
            currency=settings.HUB.currency,
        ),
    )  # fmt: skip
