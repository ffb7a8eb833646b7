"""Codes that no data set and no gap may have: addresses of pages stand in their places (`/data/gaps/new`)."""

from longbien.kernel.text import Text

SETS = frozenset(
    {"agreements", "duties", "gaps", "harvested", "mine", "questions", "steward", "strategy"}
)  # fmt: skip
GAPS = frozenset({"new"})


def words(code: str) -> Text:
    """Why this code can't be had."""
    return Text.of(
        vi=f"“{code}” là địa chỉ của một trang khác: hãy đặt tên khác.",
        en=f"“{code}” is the address of another page: choose another name.",
    )
