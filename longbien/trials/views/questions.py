"""What the forms of this room ask."""

from longbien.kernel.text import Text
from longbien.trials.rules.monitors.rails import rails_of
from longbien.trials.rules.owed.levels import Scale
from longbien.trials.rules.policy import Policy
from longbien.trials.rules.words import MEASURES
from longbien.ui.fields import Choice, Field

FLEET = Field(
    "fleet",
    "text",
    Text.of(vi="Tên đội thiết bị", en="Name of the fleet"),
    Text.of(vi="Để phân biệt các khoá, ví dụ “Đội robot 1”.", en="To tell keys apart, such as “Robots 1”."),
    required=True,
    maximum=80,
)
DEVICE = Field(
    "device",
    "text",
    Text.of(vi="Xe hoặc thiết bị nào?", en="Which vehicle or device?"),
    Text.of(
        vi="Tên như trong dữ liệu gửi về; để trống nếu không rõ.",
        en="As its telemetry names it; leave it empty when nobody knows.",
    ),
    maximum=64,
)


def incident_fields(policy: Policy, scale: Scale) -> tuple[Field, ...]:
    """What is asked about an incident; sites are those of the licence, measures those of its kind and of the house.

    How grave it was, on a scale of the regime or the hub.
    """
    own = {one.code: one.name for one in policy.terms.measures} if policy.terms else {}
    vehicles = any(rail.unit == "vehicle-day" for rail in rails_of(policy))
    sites = tuple(Choice(site.code, Text(tuple(site.name.items()))) for site in policy.sites)
    grave = tuple(Choice(level.code, level.name) for level in scale)
    return (
        Field(
            "measure",
            "choice",
            Text.of(vi="Điều gì đã xảy ra?", en="What happened?"),
            required=True,
            choices=tuple(Choice(code, name) for code, name in {**own, **MEASURES}.items()),
        ),
        Field("site", "choice", Text.of(vi="Ở khu vực nào?", en="In which area?"), required=True, choices=sites),
        *([DEVICE] if vehicles else []),
        Field("day", "date", Text.of(vi="Ngày", en="Day"), required=True),
        Field("time", "time", Text.of(vi="Giờ", en="Time"), required=True),
        Field("severity", "choice", Text.of(vi="Mức độ", en="How grave"), required=True, choices=grave),
        Field(
            "description",
            "longtext",
            Text.of(vi="Mô tả", en="Description"),
            Text.of(
                vi="Không nêu tên hay số điện thoại của người dân.", en="Leave out names and numbers of residents."
            ),
            required=True,
            minimum=10,
            maximum=4000,
        ),
    )
