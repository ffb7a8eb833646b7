"""Count the persons of a new edition, in all and under each agreement, and say when it weighs more than before."""

from datetime import datetime
from uuid import UUID

from longbien.data.events.duties import DataWeighed, WeighingNoted
from longbien.data.models import Agreement, DataSet, Edition, Weighing, WeighingNote
from longbien.data.policy import DUTIES
from longbien.data.queries.agreements import agreement_view
from longbien.data.queries.duties.statutes import thresholds
from longbien.data.queries.sets import contract_of, folder_of
from longbien.data.rules.agreement.terms import Terms
from longbien.data.rules.agreement.written import read_terms
from longbien.data.rules.contract.contract import Contract
from longbien.data.rules.duties.meter import is_sensitive, weigh
from longbien.data.rules.duties.statute import WEIGHTS
from longbien.kernel.actor import SYSTEM, Actor
from longbien.kernel.extras import require
from longbien.kernel.refusal import Fault, Refusal, conflict, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@act
def weigh_edition(code: str, *, at: datetime) -> None:
    """Of the newest edition; nothing where the contract names no column of persons."""
    row = DataSet.objects.get(code=code)
    contract, newest = contract_of(row), row.editions.order_by("-number").first()
    if newest is None or contract.processing is None or not contract.processing.person:
        return
    if not newest.weighings.filter(agreement=None).exists():
        _weigh(newest, contract, None, None, at=at)
    for agreement in Agreement.objects.filter(data_set=row, revocation=None):
        if not newest.weighings.filter(agreement=agreement).exists() and agreement_view(agreement).state == "in-force":
            _weigh(newest, contract, agreement, read_terms(agreement.terms, contract), at=at)


def _weigh(
    edition: Edition, contract: Contract, agreement: Agreement | None, terms: Terms | None, *, at: datetime
) -> None:
    person = contract.processing.person if contract.processing else ""
    count = require("longbien.data.lake.counted", extra="data").persons
    persons = count(contract, folder_of(contract.code), edition.version, person, terms)
    sensitive = is_sensitive(contract, terms)
    found = weigh(persons, is_sensitive=sensitive, is_disclosed=contract.access == "open", thresholds=thresholds())
    subject = Subject("data.agreement", agreement.pk) if agreement else Subject("data.set", edition.data_set_id)
    before = _before(edition, agreement)
    entry_id = None
    if WEIGHTS.index(found.weight) > WEIGHTS.index(before):
        told = DataWeighed(contract.code, edition.number, persons, found.weight)
        entry_id = emit(told, subject=subject, by=SYSTEM, at=at, chain=subject)
    Weighing.objects.create(
        edition=edition, agreement=agreement, persons=persons, is_sensitive=sensitive, weight=found.weight, at=at,
        entry_id=entry_id,
    )  # fmt: skip


def _before(edition: Edition, agreement: Agreement | None) -> str:
    """What the edition before weighed."""
    earlier = Weighing.objects.filter(edition__data_set=edition.data_set_id, agreement=agreement)
    return earlier.order_by("-edition__number").values_list("weight", flat=True).first() or "ordinary"


@act
def note_weighing(weighing_id: UUID, *, words: str, by: Actor, at: datetime) -> None:
    """Say what is done about data that passed a threshold. Refusal without words (422), or when it was said (409)."""
    check(by, "keep", None, type=DUTIES)
    found = Weighing.objects.filter(pk=weighing_id).exclude(entry_id=None).select_related("edition").first()
    if found is None:
        raise not_found()
    if not words.strip():
        what = Text.of(vi="Nêu cách xử lý.", en="Say what is done.")
        raise Refusal("words", what, faults=(Fault("words", what),))
    if WeighingNote.objects.filter(pk=found.pk).exists():
        raise conflict("noted-already", Text.of(vi="Đã có người ghi.", en="Somebody has seen to it."))
    subject = Subject("data.set", found.edition.data_set_id)
    entry_id = emit(WeighingNoted(words.strip()), subject=subject, by=by, at=at, chain=subject)
    WeighingNote.objects.create(
        weighing=found, words=words.strip(), person_id=by.person_id, at=at, entry_id=entry_id
    )  # fmt: skip
