"""Propose an agreement: the rights that a funder is to get for a contribution."""

import re
from dataclasses import asdict, dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from longbien.capital.actions.rights.overlapping import refuse_overlap
from longbien.capital.events.rights import AgreementProposed
from longbien.capital.models import Agreement, Contribution, Entitlement
from longbien.capital.queries.rights.terms import needed_terms, written_templates
from longbien.capital.rules.rights.right import KINDS, KindCode
from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.kernel.plain import encode
from longbien.kernel.refusal import Fault, Refusal, conflict, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.places.queries import LaboratoryCard, laboratory
from longbien.record.actions.act import act, hold
from longbien.record.actions.emit import emit
from longbien.record.rules.leaf import canonical

MOST_RIGHTS = 20
WINDOW = re.compile(r"[1-9][0-9]{0,3}(wd|wh)")


@dataclass(frozen=True)
class AskedRight:
    """One right as it is asked for; `end` is the first day that no longer counts. A booking quota names `machine` by
    its code, and `hours`."""

    kind: KindCode
    fields: tuple[str, ...]
    territories: tuple[str, ...]
    start: date
    end: date
    window: str
    exclusive: bool = False
    rank: int | None = None
    share_bp: int = 10_000
    fixed_minor: int = 0
    carve_outs: tuple[str, ...] = ()
    machine: str = ""
    hours: int | None = None


@act
def propose_agreement(
    contribution_id: UUID, *, template: str, rights: tuple[AskedRight, ...], by: Actor, at: datetime
) -> UUID:
    """The agreement's id. It keeps its own copy of the template; nothing is in force before both sides have signed.

    Refusal for a right that can't be read, and for one that overlaps a standing right without a rank between them.
    """
    given = Contribution.objects.select_for_update().filter(pk=contribution_id).first()
    text = written_templates().get(template)
    if given is None or text is None:
        raise not_found()
    made = Agreement(
        id=new_id(), contribution=given, template=template, version=text["version"], text=text, proposed_at=at,
        proposed_by=by.person_id,
    )  # fmt: skip
    check(by, "propose", made)
    if Agreement.objects.filter(contribution=given).exists():
        raise conflict("agreed-already", Text.of(vi="Khoản này đã có thoả thuận.", en="This has an agreement already."))
    rows = [_row(made, one, n, _machines(given)) for n, one in enumerate(_some(rights))]
    hold(f"capital.rights {given.laboratory_id}")
    refuse_overlap(rows, given.laboratory_id, at=at)
    made.number = _number(at)
    made.digest = digest_of(made, rights)
    proposed = AgreementProposed(
        made.number, given.pk, template, made.version, made.digest, tuple(row.pk for row in rows)
    )
    subject = Subject("capital.agreement", made.pk)
    made.entry_id = emit(proposed, subject=subject, by=by, at=at, chain=subject)
    made.save(force_insert=True)
    Entitlement.objects.bulk_create(rows)
    return made.pk


def digest_of(agreement: Agreement, rights: tuple[AskedRight, ...]) -> str:
    """What both sides sign: SHA-256 over the RFC 8785 JSON of the text, the contribution and every right."""
    content = {
        "number": agreement.number,
        "contribution": encode(agreement.contribution_id),
        "text": agreement.text,
        "rights": [encode(asdict(one)) for one in rights],
    }
    return sha256(canonical(content)).hexdigest()


def _some(rights: tuple[AskedRight, ...]) -> tuple[AskedRight, ...]:
    if not 1 <= len(rights) <= MOST_RIGHTS:
        what = Text.of(vi=f"Cần từ 1 đến {MOST_RIGHTS} quyền.", en=f"An agreement has 1 to {MOST_RIGHTS} rights.")
        raise Refusal("bad-right", what, faults=(Fault("rights", what),))
    return rights


def _machines(given: Contribution) -> dict[str, UUID]:
    found: LaboratoryCard | None = laboratory(given.laboratory_id)
    return {one.code: one.id for one in found.machines} if found else {}


def _row(agreement: Agreement, asked: AskedRight, n: int, machines: dict[str, UUID]) -> Entitlement:
    for where, what in _faults(asked, machines):
        raise Refusal("bad-right", what, faults=(Fault(f"rights-{n}-{where}", what),))
    values: dict[str, Any] = asdict(asked) | {
        "fields": list(asked.fields), "territories": list(asked.territories), "carve_outs": list(asked.carve_outs),
    }  # fmt: skip
    machine = values.pop("machine")
    return Entitlement(
        id=new_id(), agreement=agreement, machine_id=machines.get(machine), currency=settings.HUB.currency, **values
    )


def _faults(asked: AskedRight, machines: dict[str, UUID]) -> list[tuple[str, Text]]:
    terms = needed_terms()
    known = (
        ("kind", asked.kind in KINDS),
        ("fields", bool(asked.fields) and set(asked.fields) <= terms.trees.fields.above.keys()),
        ("territories", bool(asked.territories) and set(asked.territories) <= terms.trees.territories.above.keys()),
        ("carve_outs", set(asked.carve_outs) <= terms.purposes.keys()),
        ("window", bool(WINDOW.fullmatch(asked.window))),
        ("rank", asked.rank is None or 1 <= asked.rank <= 99),
        ("price", 0 <= asked.share_bp <= 100_000 and 0 <= asked.fixed_minor < 2**53),
    )
    said = Text.of(vi="Hãy chọn lại mục này.", en="Choose again here.")
    found = [(where, said) for where, is_good in known if not is_good]
    if asked.start >= asked.end:
        found.append(("end", Text.of(vi="Ngày cuối phải sau ngày đầu.", en="The last day must come after the first.")))
    return found + _quota_faults(asked, machines)


def _quota_faults(asked: AskedRight, machines: dict[str, UUID]) -> list[tuple[str, Text]]:
    is_quota = asked.kind == "booking_quota"
    if is_quota and asked.machine not in machines:
        return [("machine", Text.of(vi="Hãy chọn thiết bị.", en="Choose the machine."))]
    if is_quota and not 1 <= (asked.hours or 0) <= 1_000_000:
        return [("hours", Text.of(vi="Hãy ghi số giờ.", en="Say how many hours."))]
    if not is_quota and (asked.machine or asked.hours):
        return [
            ("machine", Text.of(vi="Chỉ hạn mức giờ máy có thiết bị và số giờ.", en="Only a booking quota has these."))
        ]
    return []


def _number(at: datetime) -> str:
    """The next number of the year."""
    hold("capital.agreement number")
    year = at.astimezone(ZoneInfo(settings.HUB.timezone)).year
    pattern = needed_terms().number
    this_year = pattern.partition("{n")[0].format(year=year)
    return pattern.format(year=year, n=1 + Agreement.objects.filter(number__startswith=this_year).count())
