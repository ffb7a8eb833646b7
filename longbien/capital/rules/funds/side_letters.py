"""What a side letter may be about. Its words bind; the software shows them and computes with none of them."""

from longbien.kernel.text import Text

KINDS = {
    "most-favoured": Text.of(vi="Đối xử tối huệ", en="Most favoured investor"),
    "excuse": Text.of(vi="Được miễn tham gia một số khoản đầu tư", en="Excuse from some investments"),
    "reporting": Text.of(vi="Báo cáo riêng", en="Reports of its own"),
    "co-investment": Text.of(vi="Quyền đồng đầu tư", en="Co-investment"),
    "fee": Text.of(vi="Phí quản lý", en="Management fee"),
    "transfer": Text.of(vi="Chuyển nhượng", en="Transfer"),
    "other": Text.of(vi="Khác", en="Other"),
}
