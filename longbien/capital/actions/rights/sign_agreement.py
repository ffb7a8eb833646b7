"""Sign an agreement; with the second signature its rights are in force."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from longbien.capital.actions.rights.open_quotas import open_quotas
from longbien.capital.actions.rights.overlapping import refuse_overlap
from longbien.capital.events.rights import AgreementInForce, AgreementSigned
from longbien.capital.models import Agreement, Signature
from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal, conflict, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.procedures.rules.signing import Proof, signature_against
from longbien.record.actions.act import act, hold
from longbien.record.actions.emit import emit

Side = Literal["holder", "hub"]


@act
def sign_agreement(
    agreement_id: UUID, *, side: Side, digest: str, proof: Proof | None, by: Actor, at: datetime
) -> bool:
    """Sign exactly the text with this digest; the answer is whether the agreement is in force now.

    Whoever proposed it doesn't sign it for the hub. Refusal: not proved who one is (403), another text, signed already,
    or a right that came to overlap one which was signed in between (409).
    """
    found = (
        Agreement.objects.select_for_update(of=("self",)).filter(pk=agreement_id).select_related("contribution").first()
    )
    if found is None:
        raise not_found()
    check(by, f"sign-{side}", found)
    _check(found, side, digest, by)
    against = signature_against(proof, at).against
    if against or proof is None:
        raise Refusal("signature", against[0].what, status=403)
    subject = Subject("capital.agreement", found.pk)
    signed = AgreementSigned(found.number, side, digest, proof.method, proof.second_factor, proof.at)
    entry_id = emit(signed, subject=subject, by=by, at=at, chain=subject)
    Signature.objects.create(
        agreement=found, side=side, person_id=by.person_id, method=proof.method[:80],
        second_factor=proof.second_factor, proved_at=proof.at, at=at, entry_id=entry_id,
    )  # fmt: skip
    return _into_force(found, by=by, at=at)


def _check(found: Agreement, side: Side, digest: str, by: Actor) -> None:
    if found.digest != digest:
        raise conflict(
            "other-text",
            Text.of(vi="Văn bản trên trang không còn đúng.", en="This is no longer the text of the agreement."),
        )
    if side == "hub" and found.proposed_by == by.id:
        what = Text.of(
            vi="Người lập dự thảo không ký thay trung tâm: cần người thứ hai.",
            en="Whoever proposed it doesn't sign it for the hub: a second person does.",
        )
        raise Refusal("four-eyes", what, status=403, faults=(Fault("sign", what),))
    if found.signatures.filter(side=side).exists():
        raise conflict("signed-already", Text.of(vi="Bên này đã ký.", en="This side has signed."))


def _into_force(found: Agreement, *, by: Actor, at: datetime) -> bool:
    if found.signatures.count() < len(Signature.Side):
        return False
    hold(f"capital.rights {found.contribution.laboratory_id}")
    rows = list(found.entitlements.select_related("agreement__contribution", "machine").order_by("pk"))
    # Its own rights stand in the book by now: one holder's rights never shut each other out.
    refuse_overlap(rows, found.contribution.laboratory_id, at=at)
    open_quotas(rows, by=by, at=at)
    subject = Subject("capital.agreement", found.pk)
    in_force = AgreementInForce(found.number, tuple(row.pk for row in rows))
    emit(in_force, subject=subject, by=by, at=at, chain=subject)
    return True
