"""Say that results of a laboratory are to be licensed or sold: every right that this reaches is triggered."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from longbien.capital.events.rights import OfferMade, RightTriggered
from longbien.capital.models import Offer, RightStep
from longbien.capital.queries.rights.book import rights_over
from longbien.capital.queries.rights.offers import as_offered
from longbien.capital.queries.rights.terms import needed_terms
from longbien.capital.rules.rights.order import STAGES, Judged, Stage, judge, queue, shuts
from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.kernel.money import Money
from longbien.kernel.refusal import Fault, Refusal, conflict, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.people.queries import organisation
from longbien.places.queries import laboratory
from longbien.record.actions.act import act, hold
from longbien.record.actions.emit import emit

CHOOSE = Text.of(vi="Hãy chọn lại mục này.", en="Choose again here.")
SHUT = Text.of(
    vi="Trong phạm vi này đã có một quyền sử dụng độc quyền: không chào cho người khác được.",
    en="An exclusive licence covers this: it can't be offered to anyone else.",
)
NO_BID = Text.of(vi="Hãy ghi giá người kia trả.", en="Say what was bid.")


@dataclass(frozen=True)
class Asked:
    """What is offered, by whom, in which fields and territories; `purpose` is the public purpose it serves, or empty;
    `bid` what somebody has offered for it, once they have; `called` the option that its holder calls."""

    laboratory_id: UUID
    offeror_id: UUID
    stage: Stage
    what: str
    fields: tuple[str, ...]
    territories: tuple[str, ...]
    purpose: str = ""
    bid: Money | None = None
    called: UUID | None = None


@act
def make_offer(asked: Asked, *, by: Actor, at: datetime) -> UUID:
    """The offer's id. Each right that it reaches is triggered and gets its place; the first holder is asked by the
    worker. Refusal for what can't be read (422), and for what an exclusive licence of another covers (409)."""
    made = _offer(asked, at)
    check(by, "make", made)
    _check(asked)
    hold(f"capital.rights {asked.laboratory_id}")
    terms, rights = needed_terms(), rights_over(asked.laboratory_id, known_at=at)
    offered = as_offered(made)
    if shuts(offered, rights, terms.trees):
        raise conflict("exclusive-licence", SHUT)
    order = queue(judge(offered, right, terms.trees, terms.purposes) for right in rights)
    subject = Subject("capital.offer", made.pk)
    told = OfferMade(
        asked.laboratory_id, asked.offeror_id, asked.stage, asked.purpose, asked.called,
        tuple(one.right.id for one in order), asked.what, asked.bid,
    )  # fmt: skip
    made.entry_id = emit(told, subject=subject, by=by, at=at, chain=subject)
    made.save(force_insert=True)
    for place, one in enumerate(order, start=1):
        _trigger(made, one, place, by=by, at=at)
    return made.pk


def _trigger(made: Offer, one: Judged, place: int, *, by: Actor, at: datetime) -> None:
    entry_id = emit(
        RightTriggered(made.pk, place), subject=Subject("capital.entitlement", one.right.id), by=by, at=at,
        chain=Subject("capital.offer", made.pk),
    )  # fmt: skip
    RightStep.objects.create(
        offer=made,
        entitlement_id=one.right.id,
        place=place,
        step="triggered",
        at=at,
        entry_id=entry_id,
        person_id=None if by.is_system else by.id,
    )


def _offer(asked: Asked, at: datetime) -> Offer:
    return Offer(
        id=new_id(), laboratory_id=asked.laboratory_id, offeror_id=asked.offeror_id, stage=asked.stage,
        what=asked.what.strip(), fields=list(asked.fields), territories=list(asked.territories),
        purpose=asked.purpose, called_id=asked.called, bid_minor=asked.bid.minor if asked.bid else None,
        currency=asked.bid.currency if asked.bid else settings.HUB.currency,
        on=at.astimezone(ZoneInfo(settings.HUB.timezone)).date(), made_at=at,
    )  # fmt: skip


def _check(asked: Asked) -> None:
    if laboratory(asked.laboratory_id) is None or organisation(asked.offeror_id) is None:
        raise not_found()
    terms = needed_terms()
    known = (
        ("stage", asked.stage in STAGES and (asked.stage == "call") == (asked.called is not None)),
        ("fields", bool(asked.fields) and set(asked.fields) <= terms.trees.fields.above.keys()),
        ("territories", bool(asked.territories) and set(asked.territories) <= terms.trees.territories.above.keys()),
        ("purpose", not asked.purpose or asked.purpose in terms.purposes),
    )
    faults = [Fault(where, CHOOSE) for where, is_good in known if not is_good]
    if asked.stage == "bid" and (asked.bid is None or not 0 < asked.bid.minor < 2**63):
        faults.append(Fault("bid", NO_BID))
    if faults:
        raise Refusal("bad-offer", faults[0].what, faults=tuple(faults))
