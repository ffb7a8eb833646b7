"""An agreement on data: proposed by a steward, signed by both sides, revoked by a steward."""

import secrets
from datetime import datetime
from typing import Literal
from uuid import UUID

from longbien.data.events.agreements import DataAgreementProposed, DataAgreementRevoked, DataAgreementSigned
from longbien.data.models import Agreement, DataSet, Revocation, Signature
from longbien.data.policy import AGREEMENT
from longbien.data.queries.duties.dossiers import lacks
from longbien.data.queries.sets import contract_of
from longbien.data.rules.agreement.judging import judge
from longbien.data.rules.agreement.terms import Terms
from longbien.data.rules.agreement.written import digest, write_terms
from longbien.data.rules.duties.dossiers import NAMES
from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Fault, Refusal, conflict, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.people.queries import today
from longbien.procedures.rules.signing import Proof, signature_against
from longbien.record.actions.act import act, hold
from longbien.record.actions.emit import emit

Side = Literal["publisher", "recipient"]
FAULTY = Text.of(vi="Thoả thuận chưa lập được.", en="The agreement can't be made like this.")
OTHER = Text.of(vi="Nội dung trên trang không còn đúng.", en="These are no longer the terms of the agreement.")
SECOND = Text.of(
    vi="Người lập dự thảo không ký thay đơn vị công bố: cần người thứ hai.",
    en="Whoever proposed it doesn't sign it for the publisher: a second person does.",
)


@act
def propose(organisation_id: UUID, terms: Terms, *, by: Actor, at: datetime) -> UUID:
    """The agreement's id. Refusal (422) with every fault of the terms."""
    found = DataSet.objects.filter(code=terms.data_set).first()
    if found is None:
        raise not_found()
    contract = contract_of(found)
    made = Agreement(
        id=new_id(), data_set=found, organisation_id=organisation_id, terms=write_terms(terms), digest=digest(terms),
        contract_version=contract.version, until=terms.until, key=secrets.token_hex(32), proposed_by=by.person_id,
        proposed_at=at,
    )  # fmt: skip
    check(by, "propose", made)
    if faults := judge(terms, contract, today=today()):
        raise Refusal("terms", FAULTY, faults=faults)
    told = DataAgreementProposed(found.code, organisation_id, made.digest, terms.until)
    made.entry_id = emit(told, subject=_subject(made), by=by, at=at, chain=_subject(made))
    made.save(force_insert=True)
    return made.pk


@act
def sign(agreement_id: UUID, *, side: Side, text: str, proof: Proof | None, by: Actor, at: datetime) -> None:
    """Sign exactly the terms with this digest. Refusal: not proved who one is (403), other terms, signed already, ended
    or without a dossier that it needs (409)."""
    found = _held(agreement_id)
    check(by, f"sign-{side}", found)
    if found.digest != text:
        raise conflict("other-text", OTHER)
    if side == "publisher" and found.proposed_by == by.id:
        raise Refusal("four-eyes", SECOND, status=403, faults=(Fault("sign", SECOND),))
    if found.signatures.filter(side=side).exists():
        raise conflict("signed-already", Text.of(vi="Bên này đã ký.", en="This side has signed."))
    _check_ready(found)
    against = signature_against(proof, at).against
    if against or proof is None:
        raise Refusal("signature", against[0].what, status=403)
    told = DataAgreementSigned(side, text, proof.method, proof.second_factor, proof.at)
    entry_id = emit(told, subject=_subject(found), by=by, at=at, chain=_subject(found))
    Signature.objects.create(
        agreement=found, side=side, person_id=by.person_id, method=proof.method[:80],
        second_factor=proof.second_factor, proved_at=proof.at, at=at, entry_id=entry_id,
    )  # fmt: skip


@act
def revoke(agreement_id: UUID, *, reason: str, by: Actor, at: datetime) -> None:
    """End it now. Refusal without a reason (422), or when it was revoked before (409)."""
    found = _held(agreement_id)
    check(by, "revoke", found)
    if not reason.strip():
        what = Text.of(vi="Nêu lý do.", en="Give a reason.")
        raise Refusal("reason", what, faults=(Fault("reason", what),))
    if Revocation.objects.filter(pk=found.pk).exists():
        raise conflict("revoked-already", Text.of(vi="Đã thu hồi trước đó.", en="It was revoked before."))
    told = DataAgreementRevoked(reason.strip())
    entry_id = emit(told, subject=_subject(found), by=by, at=at, chain=_subject(found))
    Revocation.objects.create(agreement=found, person_id=by.person_id, reason=reason.strip(), at=at, entry_id=entry_id)


def _check_ready(found: Agreement) -> None:
    if Revocation.objects.filter(pk=found.pk).exists() or found.until < today():
        raise conflict("ended", Text.of(vi="Thoả thuận đã kết thúc.", en="The agreement has ended."))
    if missing := lacks(found):
        vi, en = (", ".join(NAMES[one].in_language(language).lower() for one in missing) for language in ("vi", "en"))
        raise conflict(
            "dossier-missing", Text.of(vi=f"Cần lập trước khi ký: {vi}.", en=f"Needed before signing: {en}.")
        )


def _held(agreement_id: UUID) -> Agreement:
    hold(f"{AGREEMENT} {agreement_id}")
    found = Agreement.objects.filter(pk=agreement_id).first()
    if found is None:
        raise not_found()
    return found


def _subject(found: Agreement) -> Subject:
    return Subject(AGREEMENT, found.pk)
