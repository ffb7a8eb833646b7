"""State where an organisation is registered, and confirm that it is so."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal, conflict, not_allowed, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.events import OrganisationVerified, RegistrationStated
from longbien.people.kinds.countries import numbers
from longbien.people.models import Organisation, Registration
from longbien.people.policy import check
from longbien.people.rules.countries import check_country
from longbien.people.rules.names import clean_name
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit

OWN = Text.of(
    vi="Bạn thuộc tổ chức này hoặc có quan hệ với tổ chức này nên người khác phải xác nhận.",
    en="You belong to this organisation or are tied to it, so somebody else must confirm it.",
)
TAKEN = Text.of(
    vi="Một tổ chức khác đã được xác nhận với số này.", en="Another organisation is confirmed under this number."
)


@act
def state_registration(
    *, organisation_id: UUID, country: str, number: str, address: str, by: Actor, at: datetime
) -> None:
    """State the tax code at home, or number, country and address of a foreign register. A change ends a confirmation.

    Refusal for someone who doesn't manage the organisation and for a number that can't be one.
    """
    organisation = _locked(organisation_id)
    check(by, "manage", organisation)
    known = numbers(check_country(country))
    kept = known.organisation(number)
    if kept is None:
        raise Refusal("bad-number", known.wrong, faults=(Fault("number", known.wrong),))
    placed = clean_name(address, longest=300, field="address")
    before = Registration.objects.filter(organisation=organisation).first()
    if before and (before.country, before.number, before.address) == (country, kept, placed):
        return
    values = {"country": country, "number": kept, "address": placed, "stated_at": at}
    Registration.objects.update_or_create(
        organisation=organisation, defaults={**values, "verified_at": None, "verified_by": None}
    )
    Organisation.objects.filter(pk=organisation_id).update(is_verified=False)
    stated = RegistrationStated(country=country, number=kept, address=placed)
    emit(stated, subject=Subject("people.organisation", organisation_id), by=by, at=at)


@act
def verify_organisation(*, organisation_id: UUID, number: str, by: Actor, at: datetime) -> None:
    """Confirm that the organisation is registered as it says, `number` being the one that was looked up.

    Refusal for whoever is tied to it, when the number has changed since, and when another one is confirmed under it.
    """
    organisation = _locked(organisation_id)
    check(by, "verify", organisation)
    if by.related_to(organisation_id):
        raise not_allowed(OWN)
    stated = Registration.objects.filter(organisation=organisation).first()
    if stated is None:
        raise not_found()
    if stated.number != number:
        what = Text.of(vi="Số đăng ký vừa thay đổi. Hãy xem lại.", en="The number has just changed. Look again.")
        raise conflict("number-changed", what)
    if stated.verified_at:
        return
    others = Registration.objects.filter(country=stated.country, number__iexact=number, verified_at__isnull=False)
    if others.exists():  # written otherwise, it is still the same
        raise conflict("number-taken", TAKEN)
    try:
        with transaction.atomic():
            Registration.objects.filter(pk=stated.pk).update(verified_at=at, verified_by=by.person_id)
    except IntegrityError as error:
        raise conflict("number-taken", TAKEN) from error
    Organisation.objects.filter(pk=organisation_id).update(is_verified=True)
    verified = OrganisationVerified(country=stated.country)
    emit(verified, subject=Subject("people.organisation", organisation_id), by=by, at=at)


def _locked(organisation_id: UUID) -> Organisation:
    found = Organisation.objects.select_for_update().filter(pk=organisation_id).first()
    if found is None:
        raise not_found()
    return found
