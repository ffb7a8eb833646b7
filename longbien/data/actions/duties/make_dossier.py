"""Make the dossier that an agreement needs, and note that it was filed with the authority."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from longbien.data.events.duties import DossierFiled, DossierMade
from longbien.data.models import Agreement, Dossier, Filing
from longbien.data.policy import AGREEMENT
from longbien.data.queries.duties.dossiers import needs
from longbien.data.rules.duties import dossiers as rules
from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Fault, Refusal, conflict, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.people.queries import today
from longbien.record.actions.act import act, hold
from longbien.record.actions.emit import emit
from longbien.record.rules.leaf import canonical

UNASKED = Text.of(vi="Thoả thuận này không cần hồ sơ ấy.", en="This agreement needs no such dossier.")
FAULTY = Text.of(vi="Hồ sơ chưa đủ.", en="The dossier isn't complete.")
SHORT = Text.of(
    vi=f"Viết từ {rules.SHORTEST} đến {rules.LONGEST} ký tự.",
    en=f"Write {rules.SHORTEST} to {rules.LONGEST} characters.",
)  # fmt: skip


@act
def make_dossier(
    agreement_id: UUID, *, kind: rules.Dossier, answers: Mapping[str, str], by: Actor, at: datetime
) -> UUID:
    """A new edition of it; earlier ones stay. Refusal: not needed (409), a question without an answer (422)."""
    hold(f"{AGREEMENT} {agreement_id}")
    found = Agreement.objects.filter(pk=agreement_id).select_related("data_set").first()
    if found is None:
        raise not_found()
    check(by, "assess", found)
    if kind not in needs(found):
        raise conflict("unasked", UNASKED)
    if faults := tuple(_faults(kind, answers)):
        raise Refusal("dossier", FAULTY, faults=faults)
    said = {code: answers[code].strip() for code in rules.QUESTIONS[kind]}
    digest, number = sha256(canonical(said)).hexdigest(), found.dossiers.filter(kind=kind).count() + 1
    subject = Subject(AGREEMENT, found.pk)
    entry_id = emit(DossierMade(kind, number, digest, found.digest), subject=subject, by=by, at=at, chain=subject)
    made = Dossier.objects.create(
        id=new_id(), agreement=found, kind=kind, number=number, answers=said, sha256=digest, terms=found.digest,
        person_id=by.person_id, at=at, entry_id=entry_id,
    )  # fmt: skip
    return made.pk


def _faults(kind: rules.Dossier, answers: Mapping[str, str]) -> Iterator[Fault]:
    for code in rules.QUESTIONS[kind]:
        if not rules.SHORTEST <= len(answers.get(code, "").strip()) <= rules.LONGEST:
            yield Fault(code, SHORT)


@act
def file_dossier(dossier_id: UUID, *, filed_on: date, reference: str, by: Actor, at: datetime) -> None:
    """Note when it went to the authority. Refusal: filed already (409), a day that is still to come (422)."""
    found = Dossier.objects.filter(pk=dossier_id).select_related("agreement").first()
    if found is None:
        raise not_found()
    check(by, "file", found.agreement)
    if Filing.objects.filter(pk=found.pk).exists():
        raise conflict("filed-already", Text.of(vi="Hồ sơ này đã nộp.", en="This dossier was filed."))
    if filed_on > today():
        what = Text.of(vi="Ngày nộp chưa tới.", en="That day is still to come.")
        raise Refusal("filed_on", what, faults=(Fault("filed_on", what),))
    subject = Subject(AGREEMENT, found.agreement_id)
    told = DossierFiled(found.kind, found.number, filed_on, reference.strip())
    entry_id = emit(told, subject=subject, by=by, at=at, chain=subject)
    Filing.objects.create(dossier=found, filed_on=filed_on, reference=reference.strip(), at=at, entry_id=entry_id)
