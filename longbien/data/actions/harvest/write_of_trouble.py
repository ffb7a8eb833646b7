"""Write to the stewards of a source that it can't be read."""

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation

from longbien.data.models import Source
from longbien.data.policy import SOURCE, STEWARD
from longbien.data.rules.harvest.told import in_language
from longbien.kernel.text import Text
from longbien.people.policy import can
from longbien.people.queries import actor_for, contacts, persons_with_role

SUBJECT = Text.of(vi="Không đọc được danh mục: {title}", en="A catalogue can't be read: {title}")
BODY = Text.of(
    vi="Chào {person},\n\nDanh mục “{title}” không đọc được từ {since}: {why}\n"
    "Những gì đã liệt kê vẫn giữ nguyên, không có gì bị lấy dở. Hệ thống tự thử lại, thưa dần; "
    "thư này chỉ gửi một lần cho tới khi đọc được.\n\n{address}",
    en="Dear {person},\n\nThe catalogue “{title}” can't be read since {since}: {why}\n"
    "What was listed stays as it is, nothing was taken by half. It is tried again by itself, less and less often; "
    "this letter is sent once until it can be read.\n\n{address}",
)


def write_of_trouble(code: str, *, at: datetime) -> int:
    """How many letters went out, each in its reader's language; none when it could be read since."""
    source = Source.objects.filter(code=code).exclude(trouble=None).first()
    if source is None:
        return 0
    said: dict[str, str] = source.trouble or {}
    readers = {one.id for one in persons_with_role(STEWARD) if can(actor_for(one.id), "steward", source, type=SOURCE)}
    told = contacts(readers)
    for reader in told:
        with translation.override(reader.language):
            address = settings.ENV.url + reverse("data:harvested") + f"?source={source.code}"
        says = {
            "person": reader.name, "title": in_language(source.title, reader.language)[1] or source.code,
            "since": f"{at:%d/%m/%Y}", "address": address,
            "why": Text(tuple(said.items())).in_language(reader.language),
        }  # fmt: skip
        subject = " ".join(SUBJECT.in_language(reader.language).format(**says).split())
        EmailMessage(subject=subject, body=BODY.in_language(reader.language).format(**says), to=[reader.email]).send()
    return len(told)
