"""What a right is: its kind, what it covers, and how it stands to others."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from longbien.capital.rules.rights.trees import Tree
from longbien.kernel.period import Period
from longbien.kernel.text import Text

KindCode = Literal["booking_quota", "first_offer", "first_refusal", "option", "licence"]
MACHINE, RESULTS = "machine", "results"  # what a right is about: hours of an instrument, or what the laboratory finds


@dataclass(frozen=True)
class Kind:
    """`pre_emptive`: its holder is asked before others; `about` hours of a machine or the results of the laboratory."""

    name: Text
    means: Text
    about: str
    pre_emptive: bool


KINDS: Mapping[KindCode, Kind] = {
    "booking_quota": Kind(
        Text.of(vi="Hạn mức giờ máy", en="Booking quota"),
        Text.of(vi="Được dùng một số giờ của một thiết bị.", en="Hours of one instrument are the holder's to book."),
        MACHINE, False,
    ),
    "first_offer": Kind(
        Text.of(vi="Quyền được chào trước", en="Right of first offer"),
        Text.of(
            vi="Được hỏi trước khi kết quả được chào cho người khác.",
            en="The holder is asked before results are offered to anyone else.",
        ),
        RESULTS, True,
    ),
    "first_refusal": Kind(
        Text.of(vi="Quyền ưu tiên mua", en="Right of first refusal"),
        Text.of(
            vi="Khi có người trả giá, được nhận với cùng điều kiện trước người đó.",
            en="When someone else bids, the holder may take the results on the same terms first.",
        ),
        RESULTS, True,
    ),
    "option": Kind(
        Text.of(vi="Quyền chọn", en="Option"),
        Text.of(
            vi="Được quyết định nhận quyền sử dụng trong một thời hạn, theo giá đã thoả thuận.",
            en="Within a time, the holder may decide to take a licence at a price agreed beforehand.",
        ),
        RESULTS, True,
    ),
    "licence": Kind(
        Text.of(vi="Quyền sử dụng", en="Licence"),
        Text.of(vi="Được dùng kết quả.", en="The holder may use the results."),
        RESULTS, False,
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Trees:
    """The fields of use and the territories that the hub knows."""

    fields: Tree
    territories: Tree


@dataclass(frozen=True)
class Scope:
    """What a right covers: in which fields of use, where, in which time."""

    fields: frozenset[str]
    territories: frozenset[str]
    term: Period


@dataclass(frozen=True)
class Right:
    """One entitlement, as the rules meet it. `rank` 1 is asked first; `machine` is whose hours a quota counts;
    `carve_outs` are the public purposes that it doesn't reach; `signed_on` the day its agreement was."""

    id: UUID
    holder: UUID
    kind: KindCode
    scope: Scope
    exclusive: bool
    rank: int | None
    signed_on: date
    carve_outs: frozenset[str] = frozenset()
    machine: str = ""

    @property
    def is_pre_emptive(self) -> bool:
        return KINDS[self.kind].pre_emptive

    @property
    def matter(self) -> str:
        """What it is about: rights in different matters never stand in each other's way."""
        return f"{KINDS[self.kind].about}:{self.machine}"
