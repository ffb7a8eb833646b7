"""What persons may ask about their data, and which clock runs for each."""

from collections.abc import Mapping
from typing import Literal, get_args

from longbien.kernel.text import Text

Asked = Literal["access", "correction", "deletion", "restriction", "objection"]
ASKED: tuple[Asked, ...] = get_args(Asked)
NAMES: Mapping[Asked, Text] = {
    "access": Text.of(vi="Xem dữ liệu về mình", en="See the data about oneself"),
    "correction": Text.of(vi="Sửa dữ liệu sai", en="Correct what is wrong"),
    "deletion": Text.of(vi="Xoá dữ liệu", en="Delete the data"),
    "restriction": Text.of(vi="Hạn chế xử lý", en="Restrict their use"),
    "objection": Text.of(vi="Phản đối xử lý", en="Object to their use"),
}


def of(said: str) -> Asked:
    """ValueError for what nobody may ask."""
    for one in ASKED:
        if one == said:
            return one
    raise ValueError(said)
