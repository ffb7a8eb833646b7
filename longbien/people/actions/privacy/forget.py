"""What the people room and the record forget when a person is erased."""

from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db.models import QuerySet

from longbien.kernel.actor import SYSTEM
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.events import MemberInvited
from longbien.people.models import Expertise, Interest, Invitation, KnownDevice, Membership, Paper, Person
from longbien.people.registry import Receipt
from longbien.people.rules.collation import sort_key
from longbien.record.actions.act import act
from longbien.record.actions.erase import erase_document, erase_openings
from longbien.record.queries import documents, entries, entries_of_type, openings_of

GONE = Text.of(vi="Tài khoản đã xoá", en="Erased account")
WAYS_IN = Text.of(vi="Địa chỉ e-mail, mật khẩu, cách đăng nhập", en="E-mail address, password, ways to sign in")
DETAILS = Text.of(vi="Tên, địa chỉ, múi giờ", en="Name, address, time zone")
PAPERS = Text.of(vi="Dấu vết giấy tờ tuỳ thân", en="Hashes of identity papers")
PLACES = Text.of(
    vi="Tư cách thành viên, lời mời, chuyên môn", en="Memberships, invitations, expertise"
)  # fmt: skip
CONSENTS = Text.of(vi="Các lần đồng ý và rút đồng ý", en="Consents given and withdrawn")
CONSENT_DUTY = Text.of(
    vi="Sự đồng ý phải chứng minh được: ai, khi nào, cách nào, mục đích gì.",
    en="A consent must be provable: who, when, how, for which purpose.",
)
SEALED = Text.of(vi="Giá trị sau các cam kết trong sổ", en="Values behind the commitments in the log")
FILES = Text.of(vi="Tệp của riêng bạn", en="Files of your own")
LEAVES = Text.of(
    vi="Các mục trong sổ, chỉ có mã số của bạn, không có tên", en="Entries of the log, with your id and no name"
)
LOG_DUTY = Text.of(
    vi="Sổ chỉ được thêm, không sửa, để ai cũng kiểm tra được; dữ liệu cá nhân không nằm trong đó.",
    en="The log is append-only, so that anyone can check it; no personal data stands in it.",
)
BATCH = 500  # invitations that are looked at in one go
ACCOUNT_ERASES, ACCOUNT_KEEPS = (WAYS_IN, DETAILS, PAPERS, PLACES), ((CONSENTS, CONSENT_DUTY),)
RECORD_ERASES, RECORD_KEEPS = (SEALED, FILES), ((LEAVES, LOG_DUTY),)


@act
def forget_account(person_id: UUID, at: datetime) -> Receipt:
    """Close the account for good: a row without name or address stays, for others' history to point to."""
    addresses = _addresses(person_id)
    for session in UserSession.objects.filter(user_id=person_id):
        session.end()
    ways = (EmailAddress.objects, Authenticator.objects, SocialAccount.objects)
    entered = sum(_delete(known.filter(user_id=person_id)) for known in ways)
    devices = _delete(KnownDevice.objects.filter(person_id=person_id))
    papers = _delete(Paper.objects.filter(person_id=person_id))
    places = (
        Membership.objects.filter(person_id=person_id),
        Expertise.objects.filter(person_id=person_id),
        *(Invitation.objects.filter(email__iexact=address) for address in addresses),
        Invitation.objects.filter(invited_by_id=person_id),
    )
    left = sum(map(_delete, places)) + _forget_invitations(addresses, at)
    # Ties to organisations stay, for decisions were measured by them; what was said about them goes.
    left += Interest.objects.filter(person_id=person_id).exclude(note="").update(note="")
    name = GONE.in_language(settings.HUB.languages[0])
    Person.objects.filter(pk=person_id).update(
        email=f"{person_id}@erased.invalid", name=name, sort_key=sort_key(name), address="", timezone="",
        is_active=False, password=make_password(None), last_login=None,
    )  # fmt: skip
    return Receipt(
        "people",
        erased=((WAYS_IN, 1 + entered + devices), (DETAILS, 1), (PAPERS, papers), (PLACES, left)),
        kept=ACCOUNT_KEEPS,
    )


@act
def forget_record(person_id: UUID, at: datetime) -> Receipt:
    """Delete what the log's entries about the person hide, and their own files. The log stays verifiable."""
    subject = Subject("people.person", person_id)
    files = documents(subject)
    for file in files:
        erase_document(file.id, by=SYSTEM, at=at)
    about = [entry.id for entry in entries(subject)]
    opened = erase_openings(about, subject=subject, by=SYSTEM, at=at)
    return Receipt("record", erased=((SEALED, opened), (FILES, len(files))), kept=RECORD_KEEPS)


def _delete(rows: QuerySet[Any]) -> int:
    count = rows.count()
    rows.delete()
    return count


def _addresses(person_id: UUID) -> frozenset[str]:
    """Where letters reached the person, in lower case."""
    known = EmailAddress.objects.filter(user_id=person_id).values_list("email", flat=True)
    return frozenset(email.lower() for email in (Person.objects.get(pk=person_id).email, *known))


def _forget_invitations(addresses: frozenset[str], at: datetime) -> int:
    """What the log's entries about organisations hide of the person: the address to which an invitation went, whether
    or not it was taken."""
    invited = entries_of_type(MemberInvited.key())
    erased = 0
    while batch := {entry.id: entry.subject for entry in islice(invited, BATCH)}:
        for entry_id, hidden in openings_of(batch).items():
            if "email" in hidden and str(hidden["email"].value).lower() in addresses:
                erased += erase_openings([entry_id], subject=batch[entry_id], by=SYSTEM, at=at)
    return erased
