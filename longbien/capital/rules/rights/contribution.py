"""What somebody gives to a public laboratory, and what proves its value."""

from collections.abc import Mapping
from typing import Literal

from longbien.kernel.outcome import Outcome, Reason
from longbien.kernel.text import Text

ContributionKind = Literal["cash", "equipment", "in_kind"]

KINDS: Mapping[ContributionKind, Text] = {
    "cash": Text.of(vi="Tiền", en="Cash"),
    "equipment": Text.of(vi="Thiết bị", en="Equipment"),
    "in_kind": Text.of(vi="Hiện vật hoặc dịch vụ", en="In kind"),
}
NEEDS_EVIDENCE: frozenset[ContributionKind] = frozenset({"equipment", "in_kind"})


def check(kind: ContributionKind, minor: int, *, has_evidence: bool, valued_by: str) -> Outcome:
    """May it be taken in? A value must be positive; of what isn't cash, somebody has to have valued it, in writing."""
    against: list[Reason] = []
    if minor <= 0:
        what = Text.of(vi="Giá trị phải lớn hơn 0.", en="The value must be more than 0.")
        against.append(Reason("value", what, where="value"))
    if kind in NEEDS_EVIDENCE and not has_evidence:
        what = Text.of(
            vi="Thiết bị và hiện vật cần văn bản định giá kèm theo.",
            en="Equipment and contributions in kind need a written valuation.",
        )
        against.append(Reason("no-evidence", what, where="evidence"))
    if kind in NEEDS_EVIDENCE and not valued_by.strip():
        what = Text.of(vi="Hãy ghi ai đã định giá.", en="Say who valued it.")
        against.append(Reason("no-valuer", what, where="valued_by"))
    return Outcome(tuple(against))
