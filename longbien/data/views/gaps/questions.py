"""What the forms about missing data ask."""

from django.conf import settings

from longbien.data.queries.sets import cards, listed
from longbien.kernel.text import Text
from longbien.people.queries.organisations import every_organisation
from longbien.ui.fields import Choice, Field
from longbien.ui.language import OWN_NAMES

BODIES = ("department", "authority", "institute", "university")
SHORTEST, LONGEST = 8, 200


def raising() -> tuple[Field, ...]:
    """What is missing, in each language of the hub."""
    hint = Text.of(
        vi="Dữ liệu gì, theo đơn vị và thời gian nào. Ví dụ: mực nước từng giờ tại các điểm ngập.",
        en="Which data, by which unit and time. Such as: hourly water levels at the spots that flood.",
    )
    label = Text.of(vi="Dữ liệu còn thiếu", en="The data that is missing")
    return tuple(
        Field(f"title-{code}", "text", _in(label, code), hint, required=True, minimum=SHORTEST, maximum=LONGEST,
              language=code)
        for code in settings.HUB.languages
    )  # fmt: skip


def _in(label: Text, code: str) -> Text:
    return Text(tuple((language, f"{said} ({OWN_NAMES.get(code, code)})") for language, said in label.items()))


def owing() -> tuple[Field, ...]:
    """Which public body owes it, and by when."""
    bodies = tuple(Choice(str(one.id), Text.of(und=one.name)) for one in every_organisation() if one.kind in BODIES)
    return (
        Field("organisation", "choice", Text.of(vi="Đơn vị cung cấp", en="Who owes it"), required=True, choices=bodies),
        Field(
            "due", "date", Text.of(vi="Hạn", en="By"),
            Text.of(vi="Bỏ trống nếu chưa hẹn ngày.", en="Leave blank while no day is agreed."),
        ),
    )  # fmt: skip


def closing() -> tuple[Field, ...]:
    """Which data set fills it."""
    sets = tuple(Choice(one.code, one.contract.title) for one in cards(listed()) if one.newest)
    label = Text.of(vi="Bộ dữ liệu đã lấp chỗ thiếu", en="The data set that fills it")
    return (Field("data_set", "choice", label, required=True, choices=sets),)
