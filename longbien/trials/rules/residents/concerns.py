"""What a resident's concern may be about."""

from longbien.kernel.text import Text

ABOUT = {
    "safety": Text.of(vi="Mất an toàn, suýt va chạm", en="Safety, a near miss"),
    "obstruction": Text.of(vi="Cản trở lối đi", en="Something in the way"),
    "noise": Text.of(vi="Tiếng ồn", en="Noise"),
    "privacy": Text.of(vi="Bị ghi hình, lộ thông tin cá nhân", en="Being filmed, personal data"),
    "damage": Text.of(vi="Thiệt hại về tài sản", en="Damage to property"),
    "other": Text.of(vi="Điều khác", en="Something else"),
}
