"""Who is asked, in which order, and why: an offer held against every right, clause by clause."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from longbien.capital.rules.rights.right import KINDS, RESULTS, KindCode, Right, Trees
from longbien.kernel.text import Text
from longbien.kernel.written import day

Naming = Callable[[Iterable[str]], Text]
Stage = Literal["intended", "bid", "call"]

STAGES: Mapping[Stage, Text] = {
    "intended": Text.of(vi="Sắp chào cho người khác", en="About to be offered to others"),
    "bid": Text.of(vi="Đã có người trả giá", en="Somebody has bid"),
    "call": Text.of(vi="Bên có quyền chọn gọi quyền", en="The holder of an option calls it"),
}
# Which rights an offer reaches, by how far it has come. An option is reached by both: either would defeat it.
REACHES: Mapping[Stage, frozenset[KindCode]] = {
    "intended": frozenset({"first_offer", "option"}),
    "bid": frozenset({"first_refusal", "option"}),
    "call": frozenset(),  # the option itself, and what stands before it
}


@dataclass(frozen=True)
class Offered:
    """Results that somebody wants to license or sell: `purpose` is the public purpose it serves, or empty. `called` is
    the option that its holder calls, with its rank."""

    stage: Stage
    fields: frozenset[str]
    territories: frozenset[str]
    on: date
    offeror: UUID
    purpose: str = ""
    called: UUID | None = None
    called_rank: int | None = None


@dataclass(frozen=True)
class Ground:
    """One clause held against the offer: does it speak for asking this holder, and in what words."""

    clause: str
    holds: bool
    what: Text


@dataclass(frozen=True)
class Judged:
    """A right with every ground; it is reached when all of them hold."""

    right: Right
    grounds: tuple[Ground, ...]

    @property
    def is_reached(self) -> bool:
        return all(ground.holds for ground in self.grounds)


def judge(offered: Offered, right: Right, trees: Trees, purposes: Mapping[str, Text]) -> Judged:
    """Hold an offer against a right, clause by clause, each clause said whether it speaks for or against."""
    return Judged(right, tuple(_grounds(offered, right, trees, purposes)))


def queue(judged: Iterable[Judged]) -> tuple[Judged, ...]:
    """Those that are reached, in the order in which they are asked: by rank, then by the day of signing, then by id.

    Rights without a rank don't overlap one another (`overlap.clashes`), but an offer may be broad enough to reach two.
    """
    return tuple(sorted((one for one in judged if one.is_reached), key=lambda one: place(one.right)))


def place(right: Right) -> tuple[bool, int, date, str]:
    """What rights are sorted by."""
    return (right.rank is None, right.rank or 0, right.signed_on, str(right.id))


def why_before(first: Right, second: Right) -> Ground:
    """Why one holder is asked before another."""
    if first.rank is not None and first.rank != second.rank:
        vi, en = f"hạng {first.rank}", f"rank {first.rank}"
        if second.rank is not None:
            said = Text.of(vi=f"Có {vi}, đứng trước hạng {second.rank}.", en=f"Has {en}, before rank {second.rank}.")
        else:
            said = Text.of(vi=f"Có {vi}; quyền sau không có hạng.", en=f"Has {en}; the next one has no rank.")
        return Ground("rank", True, said)
    if first.signed_on != second.signed_on:
        one, other = day(first.signed_on), day(second.signed_on)
        said = Text.of(
            vi=f"Ký ngày {one['vi']}, trước {other['vi']}.", en=f"Signed on {one['en']}, before {other['en']}."
        )
    else:
        said = Text.of(vi="Cùng ngày ký: theo mã số.", en="Signed on the same day: by number.")
    return Ground("rank", True, said)


def shuts(offered: Offered, rights: Iterable[Right], trees: Trees) -> tuple[Right, ...]:
    """The exclusive licences of others that the offer runs into: what is given to one alone can't be offered on."""
    return tuple(
        right
        for right in rights
        if right.kind == "licence"
        and right.exclusive
        and right.holder != offered.offeror
        and offered.purpose not in right.carve_outs
        and offered.on in right.scope.term
        and trees.fields.meet(offered.fields, right.scope.fields)
        and trees.territories.meet(offered.territories, right.scope.territories)
    )


def _grounds(offered: Offered, right: Right, trees: Trees, purposes: Mapping[str, Text]) -> Iterator[Ground]:
    yield _kind(offered, right)
    yield _where("field", trees.fields.meet(offered.fields, right.scope.fields), trees.fields.said)
    yield _where(
        "territory", trees.territories.meet(offered.territories, right.scope.territories), trees.territories.said
    )
    yield _term(offered, right)
    yield _carve_out(offered, right, purposes)
    if right.holder == offered.offeror and right.id != offered.called:
        yield Ground("kind", False, Text.of(vi="Chính bên này đang chào.", en="It is this holder who offers."))


def _kind(offered: Offered, right: Right) -> Ground:
    if offered.stage == "call":
        return _called(offered, right)
    kind, stage = KINDS[right.kind], STAGES[offered.stage]
    holds = right.kind in REACHES[offered.stage]
    if kind.about != RESULTS:
        said = Text.of(
            vi="Chỉ là giờ máy, không phải kết quả.", en="It is about hours of a machine, not about results."
        )
    elif not kind.pre_emptive:
        said = Text.of(vi="Không cho quyền được hỏi trước.", en="It gives no right to be asked first.")
    else:
        verbs = ("áp dụng", "applies") if holds else ("không áp dụng", "does not apply")
        said = Text.of(
            vi=f"{kind.name['vi']} {verbs[0]} khi: {stage['vi'].lower()}.",
            en=f"The {kind.name['en'].lower()} {verbs[1]} at this stage: {stage['en'].lower()}.",
        )
    return Ground("kind", holds, said)


def _called(offered: Offered, right: Right) -> Ground:
    """An option that is called reaches itself, and before it what has a better rank."""
    if right.id == offered.called:
        return Ground(
            "kind", True, Text.of(vi="Chính quyền chọn này được gọi.", en="It is this option that is called.")
        )
    ranks = right.rank, offered.called_rank
    if right.is_pre_emptive and ranks[0] is not None and ranks[1] is not None and ranks[0] < ranks[1]:
        said = Text.of(
            vi=f"Hạng {ranks[0]}, đứng trước quyền chọn được gọi (hạng {ranks[1]}).",
            en=f"Rank {ranks[0]} stands before the option that is called (rank {ranks[1]}).",
        )
        return Ground("kind", True, said)
    said = Text.of(vi="Không đứng trước quyền chọn được gọi.", en="It does not stand before the option that is called.")
    return Ground("kind", False, said)


def _where(clause: str, met: frozenset[str], said: Naming) -> Ground:
    if not met:
        return Ground(clause, False, Text.of(vi="Không chạm vào nhau.", en="The two do not meet."))
    named = said(met)
    return Ground(clause, True, Text.of(vi=f"Cùng bao gồm: {_in(named, 'vi')}.", en=f"Both cover: {_in(named, 'en')}."))


def _in(named: Text, language: str) -> str:
    return named.in_language(language)


def _term(offered: Offered, right: Right) -> Ground:
    term = right.scope.term
    holds = offered.on in term
    on, start, end = map(day, (offered.on, term.start, term.end))
    vi, en = ("nằm trong", "lies within") if holds else ("nằm ngoài", "lies outside")
    return Ground(
        "term", holds,
        Text.of(
            vi=f"Ngày {on['vi']} {vi} thời hạn từ {start['vi']} đến trước {end['vi']}.",
            en=f"{on['en']} {en} the term from {start['en']} to the day before {end['en']}.",
        ),
    )  # fmt: skip


def _carve_out(offered: Offered, right: Right, purposes: Mapping[str, Text]) -> Ground:
    if offered.purpose and offered.purpose in right.carve_outs:
        name = purposes[offered.purpose]
        said = Text.of(
            vi=f"Phục vụ “{_in(name, 'vi')}”: mục đích công này được loại trừ.",
            en=f"It serves “{_in(name, 'en')}”: this public purpose is carved out.",
        )
        return Ground("carve-outs", False, said)
    said = Text.of(
        vi="Không phục vụ mục đích công nào được loại trừ.", en="It serves no public purpose that is carved out."
    )
    return Ground("carve-outs", True, said)
