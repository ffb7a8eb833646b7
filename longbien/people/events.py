"""What happens to people and organisations. Persons stand in the log by id only; names and addresses are sealed."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from longbien.kernel.event import Event, sealed
from longbien.kernel.text import Text


@dataclass(frozen=True)
class PersonRegistered(
    Event, type="people.person_registered", words=Text.of(vi="Một tài khoản được mở", en="An account was opened")
):
    """Someone opened an account; the address is confirmed later."""

    is_demo: bool
    name: str = sealed()
    email: str = sealed()


@dataclass(frozen=True)
class PersonRenamed(
    Event,
    type="people.person_renamed",
    words=Text.of(vi="Một người đổi tên hiển thị", en="A person changed their name"),
):
    name: str = sealed()


@dataclass(frozen=True)
class OrganisationRegistered(
    Event,
    type="people.organisation_registered",
    words=Text.of(vi="Một tổ chức được đăng ký", en="An organisation was registered"),
):
    """An organisation or a team was entered; `code` is set for those that hub.yaml names."""

    kind: str
    code: str | None
    is_demo: bool
    name: str = sealed()


@dataclass(frozen=True)
class OrganisationRenamed(
    Event, type="people.organisation_renamed", words=Text.of(vi="Một tổ chức đổi tên", en="An organisation was renamed")
):
    kind: str
    name: str = sealed()


@dataclass(frozen=True)
class MemberAdded(Event, type="people.member_added", words=Text.of(vi="Một thành viên gia nhập", en="A member joined")):
    """`person` joined the organisation that the entry is about, or changed the role there."""

    person: UUID
    role: str


@dataclass(frozen=True)
class MemberRemoved(Event, type="people.member_removed", words=Text.of(vi="Một thành viên rời đi", en="A member left")):
    person: UUID


@dataclass(frozen=True)
class MemberInvited(
    Event, type="people.member_invited", words=Text.of(vi="Một lời mời được gửi", en="An invitation was sent")
):
    """An offer to join went to `email`; `invitation` is its id."""

    invitation: UUID
    role: str
    email: str = sealed()


@dataclass(frozen=True)
class InvitationEnded(
    Event, type="people.invitation_ended", words=Text.of(vi="Một lời mời kết thúc", en="An invitation ended")
):
    """The invitation was `accepted`, or it was `declined` or `withdrawn`."""

    invitation: UUID
    how: str


@dataclass(frozen=True)
class RoleGranted(
    Event, type="people.role_granted", words=Text.of(vi="Một vai trò được trao", en="A role was granted")
):
    """The person whom the entry is about now holds `role` in the hub."""

    role: str


@dataclass(frozen=True)
class RoleRevoked(
    Event, type="people.role_revoked", words=Text.of(vi="Một vai trò bị thu hồi", en="A role was revoked")
):
    role: str


@dataclass(frozen=True)
class BodySet(
    Event, type="people.body_set", words=Text.of(vi="Một hội đồng được ghi nhận", en="A governing body was entered")
):
    """A governing body stands as hub.yaml says: its terms as published, else `not-published`."""

    body: str
    seats: str
    quorum: str


@dataclass(frozen=True)
class SeatFilled(
    Event,
    type="people.seat_filled",
    words=Text.of(vi="Một ghế trong hội đồng có người", en="A seat in a body was filled"),
):
    """The person whom the entry is about took a seat in `body`, in the name of `organisation`."""

    body: str
    organisation: UUID | None
    label: str


@dataclass(frozen=True)
class SeatVacated(
    Event,
    type="people.seat_vacated",
    words=Text.of(vi="Một ghế trong hội đồng bị bỏ trống", en="A seat in a body was vacated"),
):
    body: str


@dataclass(frozen=True)
class InterestDeclared(
    Event,
    type="people.interest_declared",
    words=Text.of(vi="Một lợi ích liên quan được khai", en="An interest was declared"),
):
    """Whom the entry is about, a person or an organisation, is tied to `organisation`. What kind of tie is sealed."""

    interest: UUID
    organisation: UUID
    since: date
    until: date | None
    by_source: bool
    kind: str = sealed()
    note: str = sealed()
    source: str = sealed()


@dataclass(frozen=True)
class InterestEnded(
    Event,
    type="people.interest_ended",
    words=Text.of(vi="Một lợi ích liên quan chấm dứt", en="An interest ended"),
):
    """`until` is the last day of the tie."""

    interest: UUID
    organisation: UUID
    until: date


@dataclass(frozen=True)
class AbsenceDeclared(
    Event, type="people.absence_declared", words=Text.of(vi="Một người báo vắng mặt", en="Someone will be away")
):
    """The person whom the entry is about is away from `since` to `until` included."""

    absence: UUID
    since: date
    until: date
    deputy: UUID | None


@dataclass(frozen=True)
class AbsenceEnded(
    Event, type="people.absence_ended", words=Text.of(vi="Một người có mặt trở lại", en="Someone is back")
):
    absence: UUID


@dataclass(frozen=True)
class OfficeDelegated(
    Event,
    type="people.office_delegated",
    words=Text.of(vi="Một chức trách được uỷ quyền", en="An office was delegated"),
):
    """The person whom the entry is about lets `delegate` hold their `office` from `since` to `until` included."""

    delegation: UUID
    office: str
    delegate: UUID
    since: date
    until: date
    scope: str = sealed()


@dataclass(frozen=True)
class DelegationRevoked(
    Event,
    type="people.delegation_revoked",
    words=Text.of(vi="Một uỷ quyền chấm dứt", en="A delegation ended"),
):
    delegation: UUID
    office: str
    delegate: UUID


@dataclass(frozen=True)
class ExpertiseSet(
    Event,
    type="people.expertise_set",
    words=Text.of(vi="Một người khai lĩnh vực chuyên môn", en="A person stated their expertise"),
):
    """What the person whom the entry is about says to know, by code."""

    tags: tuple[str, ...]


@dataclass(frozen=True)
class FactorSet(
    Event,
    type="people.factor_set",
    words=Text.of(vi="Một bước xác minh thứ hai được thiết lập", en="A second step of sign-in was set up"),
):
    """The person whom the entry is about signs in with a `passkey` or with codes of an app (`totp`) from now on."""

    kind: str


@dataclass(frozen=True)
class FactorRemoved(
    Event,
    type="people.factor_removed",
    words=Text.of(vi="Một bước xác minh thứ hai bị gỡ", en="A second step of sign-in was removed"),
):
    kind: str


@dataclass(frozen=True)
class NewDevice(
    Event, type="people.new_device", words=Text.of(vi="Có lần đăng nhập trên thiết bị mới", en="A new device signed in")
):
    """The person whom the entry is about signed in on a device that was not known yet."""

    agent: str = sealed()


@dataclass(frozen=True)
class SessionsEnded(
    Event, type="people.sessions_ended", words=Text.of(vi="Thiết bị bị đăng xuất", en="Devices were signed out")
):
    """So many sessions of the person whom the entry is about were ended from their page."""

    count: int


@dataclass(frozen=True)
class PaperStated(
    Event,
    type="people.paper_stated",
    words=Text.of(vi="Một giấy tờ tuỳ thân được khai", en="An identity paper was stated"),
):
    """The person whom the entry is about stated a paper of a `kind`; neither number nor hash stands in the log."""

    kind: str


@dataclass(frozen=True)
class PaperTakenBack(
    Event,
    type="people.paper_taken_back",
    words=Text.of(vi="Một giấy tờ tuỳ thân được rút lại", en="An identity paper was taken back"),
):
    kind: str


@dataclass(frozen=True)
class PersonDetailed(
    Event, type="people.person_detailed", words=Text.of(vi="Một người sửa thông tin", en="A person changed details")
):
    """The person whom the entry is about lives at `address` and keeps the time of `timezone`; "" is the hub's."""

    timezone: str = sealed()
    address: str = sealed()


@dataclass(frozen=True)
class LanguageChosen(
    Event,
    type="people.language_chosen",
    words=Text.of(vi="Một người chọn ngôn ngữ của thư", en="A person chose the language of their letters"),
):
    """The person whom the entry is about is written to in `language` from now on."""

    language: str


@dataclass(frozen=True)
class RegistrationStated(
    Event,
    type="people.registration_stated",
    words=Text.of(vi="Một tổ chức khai số đăng ký", en="An organisation stated its registration"),
):
    """Where the organisation that the entry is about says it is registered."""

    country: str
    number: str = sealed()
    address: str = sealed()


@dataclass(frozen=True)
class OrganisationVerified(
    Event,
    type="people.organisation_verified",
    words=Text.of(vi="Một tổ chức được xác nhận", en="An organisation was confirmed"),
):
    """An officer found the organisation that the entry is about registered in `country` as it says."""

    country: str


@dataclass(frozen=True)
class ConsentGiven(
    Event, type="people.consent_given", words=Text.of(vi="Một sự đồng ý được cho", en="A consent was given")
):
    """The person whom the entry is about agreed to a purpose, in the words of a version; `how` says where."""

    purpose: str
    consent_version: int
    how: str


@dataclass(frozen=True)
class ConsentWithdrawn(
    Event, type="people.consent_withdrawn", words=Text.of(vi="Một sự đồng ý được rút", en="A consent was withdrawn")
):
    purpose: str
    consent_version: int


@dataclass(frozen=True)
class ErasureAsked(
    Event,
    type="people.erasure_asked",
    words=Text.of(vi="Một người yêu cầu xoá dữ liệu", en="A person asked for erasure"),
):
    """Answered and done by these days (hub.yaml, `privacy`)."""

    answer_by: date
    due_by: date


@dataclass(frozen=True)
class PersonErased(
    Event, type="people.person_erased", words=Text.of(vi="Dữ liệu của một người được xoá", en="A person was erased")
):
    """`receipts` are the SHA-256 hashes of what each room says it erased and kept.

    `email` is where the receipts go: its opening is deleted as soon as they went.
    """

    rooms: tuple[str, ...]
    receipts: tuple[str, ...]
    email: str = sealed()


@dataclass(frozen=True)
class ErasureCancelled(
    Event,
    type="people.erasure_cancelled",
    words=Text.of(vi="Một yêu cầu xoá được rút lại", en="A request for erasure was taken back"),
):
    """The person whom the entry is about stays."""
