"""What kinds of place are called."""

from longbien.kernel.text import Text

KINDS = {
    "campus": Text.of(vi="Khuôn viên", en="Campus"),
    "street": Text.of(vi="Đường, phố", en="Street"),
    "building": Text.of(vi="Toà nhà, phòng thí nghiệm", en="Building or laboratory"),
    "water": Text.of(vi="Sông, hồ", en="River or lake"),
    "air": Text.of(vi="Không gian tầm thấp", en="Low airspace"),
    "cyberspace": Text.of(vi="Không gian mạng", en="Cyberspace"),
}
AREA = Text.of(vi="Khu thử nghiệm", en="Testing area")


def kind_name(kind: str) -> Text:
    """The name of a kind; one that the house doesn't know is simply a testing area."""
    return KINDS.get(kind, AREA)
