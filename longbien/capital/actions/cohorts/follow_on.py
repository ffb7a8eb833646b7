"""What others put into a company after this programme did: recorded by a document, confirmed by a second officer."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from longbien.capital.actions.deals.locked import must_fit
from longbien.capital.actions.funds.commit import LARGEST
from longbien.capital.actions.funds.locked import must_be_another, must_be_past, must_be_untied, must_say_why
from longbien.capital.actions.investing.deciding import Paper, stored
from longbien.capital.events.cohorts import FollowOnDecided, FollowOnRecorded
from longbien.capital.models import FollowOn, FollowOnStep
from longbien.capital.policy import FOLLOW_ON
from longbien.capital.queries.cohorts.rounds import is_ours
from longbien.capital.rules.vehicles.measures import SOURCES
from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.kernel.money import Money
from longbien.kernel.refusal import Fault, Refusal, conflict, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.people.queries import organisation
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@dataclass(frozen=True)
class Followed:
    """Who put how much of whose money into which company, on which day."""

    company_id: UUID
    investor: str
    source: str
    amount: Money
    on: date


@act
def record_follow_on(asked: Followed, *, paper: Paper | None, by: Actor, at: datetime) -> UUID:
    """Its id; it counts once a second officer confirms it. Refusal 422 without a document, for a company that no fund
    invested in and no cohort took, or for an amount that can't be; 403 for an officer who is tied to the company."""
    company = organisation(asked.company_id)
    if company is None:
        raise not_found()
    must_be_untied(by, [company.id])
    row = FollowOn(
        id=new_id(), company_id=company.id, investor=must_fit(asked.investor, "investor", 200, 2), source=asked.source,
        minor=asked.amount.minor, currency=asked.amount.currency, on=asked.on, is_demo=company.is_demo,
        prepared_by=by.person_id, at=at,
    )  # fmt: skip
    check(by, "record", row)
    must_be_past(asked.on, at, "on")
    _must_make_sense(asked)
    row.evidence = stored(paper, _subject(row), by=by, at=at)
    event = FollowOnRecorded(
        company.id, row.source, row.on, row.evidence, investor=row.investor, amount=asked.amount
    )  # fmt: skip
    row.entry_id = emit(event, subject=_subject(row), by=by, at=at, chain=_subject(row))
    row.save(force_insert=True)
    return row.pk


@act
def decide_follow_on(follow_on_id: UUID, step: str, *, reason: str, by: Actor, at: datetime) -> None:
    """`confirmed` by a second officer, or `dropped` by either. Refusal 409 for what was decided before."""
    row = FollowOn.objects.select_for_update().filter(pk=follow_on_id).first()
    if row is None or step not in ("confirmed", "dropped"):
        raise not_found()
    check(by, "decide", row)
    must_be_untied(by, [row.company_id])
    if row.steps.exists():
        raise conflict("decided", DECIDED)
    if step == "confirmed":
        must_be_another(by, row.prepared_by)
    said = must_say_why(reason)
    entry_id = emit(FollowOnDecided(step, reason=said), subject=_subject(row), by=by, at=at, chain=_subject(row))
    FollowOnStep.objects.create(follow_on=row, step=step, person_id=by.person_id, at=at, entry_id=entry_id)


def _must_make_sense(asked: Followed) -> None:
    faults = []
    if not is_ours(asked.company_id):
        faults.append(Fault("company", NOT_OURS))
    if not 0 < asked.amount.minor <= LARGEST:
        faults.append(Fault("amount", AMOUNT))
    if asked.source not in SOURCES:
        faults.append(Fault("source", SOURCE))
    if faults:
        raise Refusal("bad-follow-on", faults[0].what, faults=tuple(faults))


def _subject(row: FollowOn) -> Subject:
    return Subject(FOLLOW_ON, row.pk)


NOT_OURS = Text.of(
    vi="Chưa quỹ nào của chương trình đầu tư vào doanh nghiệp này, cũng chưa khoá tăng tốc nào nhận.",
    en="No fund of the programme invested in this company, and no cohort took it.",
)
AMOUNT = Text.of(vi="Số tiền phải lớn hơn 0.", en="The amount must be above 0.")
SOURCE = Text.of(vi="Hãy chọn nguồn vốn.", en="Choose whose money it is.")
DECIDED = Text.of(vi="Vòng này đã được quyết định.", en="This round was decided already.")
