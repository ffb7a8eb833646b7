"""What the pages of cohorts and follow-on rounds ask."""

from longbien.capital.queries.cohorts.experts import experts
from longbien.capital.queries.deals.demo_days import days
from longbien.capital.rules.cohorts.places import NOTES
from longbien.kernel.actor import Actor
from longbien.kernel.text import Text
from longbien.people.queries import OrganisationCard, organisations_of
from longbien.ui.fields import Choice, Field


def _said(vi: str, en: str) -> Text:
    return Text.of(vi=vi, en=en)


def plan_fields() -> tuple[Field, ...]:
    ends = tuple(Choice(str(one.pk), Text.of(und=one.title)) for one in days())
    return (
        Field("title", "text", _said("Tên khoá", "What it is called"), required=True, minimum=3, maximum=200),
        Field(
            "about", "longtext", _said("Mời ai, học gì", "Whom it calls for, and what happens"), required=True,
            minimum=20, maximum=4000,
        ),
        Field("apply_by", "date", _said("Nộp đơn trước hết ngày", "Apply by the end of"), required=True),
        Field("begins_on", "date", _said("Bắt đầu", "Begins on"), required=True),
        Field("ends_on", "date", _said("Kết thúc", "Ends on"), required=True),
        *((_demo_day(ends),) if ends else ()),
    )  # fmt: skip


def _demo_day(ends: tuple[Choice, ...]) -> Field:
    return Field("demo_day", "choice", _said("Ngày trình diễn", "Demo day it ends in"), choices=ends)


def place_fields(own: list[OrganisationCard]) -> tuple[Field, ...]:
    return (
        Field("company", "choice", _said("Doanh nghiệp", "Company"), required=True, choices=_choices(own)),
        Field(
            "about", "longtext", _said("Các bạn làm gì, cần gì", "What you do, and what you need"),
            _said("Cán bộ chương trình và người hướng dẫn đọc được.", "Programme officers and mentors read this."),
            required=True, minimum=20, maximum=1000,
        ),
    )  # fmt: skip


def mentor_fields() -> tuple[Field, ...]:
    choices = tuple(Choice(str(one.id), Text.of(und=one.name)) for one in experts())
    return (Field("mentor", "choice", _said("Chuyên gia", "Expert"), required=True, choices=choices),)


NOTE = (
    Field("kind", "choice", _said("Ghi gì", "What is noted"), required=True,
          choices=tuple(Choice(code, name) for code, name in NOTES.items())),
    Field("on", "date", _said("Ngày", "Day"), required=True),
    Field("said", "longtext", _said("Nội dung", "In words"), required=True, minimum=3, maximum=500),
    Field("met", "choice", _said("Mốc này", "The milestone"), _said("Để trống với buổi gặp.", "Blank for a meeting."),
          choices=(Choice("ahead", _said("còn ở phía trước", "is still ahead")),
                   Choice("yes", _said("đã đạt", "was reached")), Choice("no", _said("không đạt", "was missed")))),
)  # fmt: skip
ANSWER = (
    Field(
        "accepts", "yesno", _said("Bạn nhận hướng dẫn doanh nghiệp này?", "Will you mentor this company?"),
        required=True,
    ),
    Field(
        "tied", "yesno",
        _said("Có điều gì ràng buộc bạn với doanh nghiệp này?", "Does anything tie you to this company?"),
        _said("Vốn góp, họ hàng, việc làm, hợp đồng: của bạn hoặc người thân.",
              "Shares, kin, work, contracts: yours or of those close to you."), required=True,
    ),
    Field(
        "declared", "longtext", _said("Bạn khai", "What you declare"),
        _said("Nói rõ ràng buộc, hoặc viết rằng không có.", "Say what it is, or write that there is none."),
        required=True, minimum=3, maximum=500,
    ),
)  # fmt: skip


def led(actor: Actor) -> list[OrganisationCard]:
    """Companies and teams that the reader leads."""
    own = [one for one in organisations_of(actor) if "lead" in actor.organisations[one.id]]
    return [one for one in own if one.kind in ("team", "company")]


def _choices(own: list[OrganisationCard]) -> tuple[Choice, ...]:
    return tuple(Choice(str(one.id), Text.of(und=one.name)) for one in own)
