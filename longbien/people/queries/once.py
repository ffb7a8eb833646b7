"""What the tables of this room know of persons and organisations, for forms that need not ask again."""

from django.conf import settings

from longbien.kernel.text import Text
from longbien.people import models
from longbien.people.registers import Fact, Filer, register
from longbien.people.registry import Purpose, purpose

ONCE_ONLY = purpose(
    Purpose(
        "once-only",
        version=1,
        title=Text.of(vi="Điền sẵn những gì đã biết", en="Fill in what is known already"),
        words=Text.of(
            vi="Khi bạn điền hồ sơ, hệ thống đề nghị những gì tài khoản của bạn và sổ đăng ký tổ chức đã ghi, kèm nguồn"
            " và thời điểm; bạn quyết định với từng câu hỏi. Rút lại thì không mẫu nào được điền sẵn nữa; hồ sơ đã nộp"
            " giữ nguyên.",
            en="When you fill in a form, the hub offers what your account and the register of organisations say, with"
            " source and time; you decide at each question. Once you take this back, no form is filled in any more;"
            " what was sent stays as it is.",
        ),
    )
)
AGREEING = Text.of(
    vi="Chọn câu này là bạn đồng ý cho hệ thống điền sẵn ở mọi biểu mẫu; rút lại bất cứ lúc nào ở trang dữ liệu của"
    " bạn.",
    en="By choosing this you agree that the hub fills in every form with what it knows; you can take that back at any"
    " time on the page of your data.",
)
ACCOUNT = Text.of(vi="tài khoản của bạn", en="your account")
ORGANISATION = Text.of(vi="hồ sơ tổ chức", en="the organisation's entry")


@register("person.name", ACCOUNT)
def name(filer: Filer) -> Fact | None:
    return _of_person(filer, "name")


@register("person.email", ACCOUNT)
def email(filer: Filer) -> Fact | None:
    return _of_person(filer, "email")


@register("person.language", ACCOUNT)
def language(filer: Filer) -> Fact | None:
    return _of_person(filer, "language")


@register("person.timezone", ACCOUNT)
def timezone(filer: Filer) -> Fact | None:
    return _of_person(filer, "timezone")


@register("organisation.name", ORGANISATION)
def organisation_name(filer: Filer) -> Fact | None:
    return _of_organisation(filer, "name")


@register("organisation.kind", ORGANISATION)
def kind(filer: Filer) -> Fact | None:
    return _of_organisation(filer, "kind")


def _of_person(filer: Filer, field: str) -> Fact | None:
    """The account holds no history: what it says, it says now."""
    found = models.Person.objects.filter(pk=filer.person_id, is_active=True).values_list(field, flat=True).first()
    return Fact(found) if found else None


def _of_organisation(filer: Filer, field: str) -> Fact | None:
    found = models.Organisation.objects.filter(pk=filer.organisation_id).values_list(field, "created_at").first()
    return Fact(*found) if found else None


STATED = Text.of(vi="sổ đăng ký tổ chức", en="the register of organisations")


@register("organisation.tax_code", STATED)
def tax_code(filer: Filer) -> Fact | None:
    """The number of an organisation that is registered in the hub's own country."""
    at_home = models.Registration.objects.filter(organisation_id=filer.organisation_id, country=settings.HUB.country)
    return _of_registration(filer, "number") if at_home.exists() else None


@register("organisation.address", STATED)
def registered_address(filer: Filer) -> Fact | None:
    return _of_registration(filer, "address")


def _of_registration(filer: Filer, field: str) -> Fact | None:
    found = models.Registration.objects.filter(organisation_id=filer.organisation_id)
    said = found.values_list(field, "stated_at").first()
    return Fact(*said) if said and said[0] else None
