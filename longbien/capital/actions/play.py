"""Play a demonstration fund: the very actions that officers do on the pages, by the demonstration's people."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings

from longbien.capital import models
from longbien.capital.actions.funds.accrue_fee import accrue_fee
from longbien.capital.actions.funds.agree_clause import Agreed, agree_clause
from longbien.capital.actions.funds.call_capital import Asked, confirm_call, prepare_call
from longbien.capital.actions.funds.commit import Promise, commit
from longbien.capital.actions.funds.hold_close import confirm_close, pay_refunds, prepare_close
from longbien.capital.actions.funds.locked import local_date
from longbien.capital.actions.funds.open_vehicle import Founding, open_vehicle
from longbien.capital.actions.funds.record_receipt import Arrived, record_receipt
from longbien.capital.actions.funds.stage import Stage, amount_of
from longbien.capital.actions.investing.play import DEEDS as OF_MONEY
from longbien.capital.queries.funds.notices import notice_cards
from longbien.capital.rules.funds.lives import DRAFT, SIGNED
from longbien.capital.rules.funds.plans import Days
from longbien.capital.rules.funds.script import Scene, Script
from longbien.kernel.actor import SYSTEM
from longbien.people.queries import demonstration
from longbien.people.queries.demonstration import demonstration_organisations


def play(script: Script, *, at: datetime) -> bool:
    """Open the fund and play every scene. False when it was played before: nothing is done twice."""
    name = settings.HUB.text(script.name).in_language(settings.HUB.languages[0])
    if models.Vehicle.objects.filter(name=name, is_demo=True).exists():
        return False
    people = {card.code: card.person.id for card in demonstration()}
    first = at - timedelta(days=max(one.days_ago for one in script.scenes) + 1)
    founding = Founding(name, script.rules, script.charter, script.board_seats, is_demo=True)
    vehicle_id = open_vehicle(founding, script.terms, by=SYSTEM, at=first)
    stage = Stage(vehicle_id, people, demonstration_organisations())
    for n, scene in enumerate(script.scenes):
        DEEDS[scene.do](scene, stage, at - timedelta(days=scene.days_ago) + timedelta(milliseconds=n))
    return True


def _commit(scene: Scene, stage: Stage, at: datetime) -> None:
    investor = stage.organisations[scene.investor]
    promise = Promise(stage.vehicle_id, investor, amount_of(scene), scene.source)
    commit(promise, by=stage.actor(scene), at=at)


def _clause(scene: Scene, stage: Stage, at: datetime) -> None:
    row = models.Commitment.objects.get(vehicle=stage.vehicle_id, organisation=stage.organisations[scene.investor])
    agree_clause(row.pk, Agreed(scene.kind, scene.text, local_date(at)), by=stage.actor(scene), at=at)


def _close(scene: Scene, stage: Stage, at: datetime) -> None:
    ids = models.Commitment.objects.filter(vehicle=stage.vehicle_id, state=SIGNED).values_list("id", flat=True)
    days = Days(local_date(at), local_date(at) + timedelta(days=scene.due_in))
    prepare_close(stage.vehicle_id, list(ids), days, by=stage.actor(scene), at=at)


def _confirm_close(scene: Scene, stage: Stage, at: datetime) -> None:
    draft = models.Close.objects.get(vehicle=stage.vehicle_id, state=DRAFT)
    confirm_close(draft.pk, by=stage.actor(scene), at=at)


def _call(scene: Scene, stage: Stage, at: datetime) -> None:
    asked = Asked(amount_of(scene), scene.text, local_date(at) + timedelta(days=scene.due_in))
    prepare_call(stage.vehicle_id, asked, by=stage.actor(scene), at=at)


def _confirm_call(scene: Scene, stage: Stage, at: datetime) -> None:
    draft = models.Call.objects.get(vehicle=stage.vehicle_id, state=DRAFT)
    confirm_call(draft.pk, by=stage.actor(scene), at=at)


def _receipt(scene: Scene, stage: Stage, at: datetime) -> None:
    """Of the first notice that is open, of that kind and number where they are named."""
    found = models.Notice.objects.filter(
        commitment__vehicle=stage.vehicle_id, commitment__organisation=stage.organisations[scene.investor]
    )
    cards = [one for one in notice_cards(found, today=local_date(at)) if one.is_open]
    wanted = [one for one in cards if scene.number in (0, one.number) and scene.kind in ("", _kind(one.is_call))]
    arrived = Arrived(scene.amount or wanted[0].outstanding, local_date(at), scene.text)
    record_receipt(wanted[0].id, arrived, by=stage.actor(scene), at=at)


def _kind(is_call: bool) -> str:
    return "call" if is_call else "close"


def _refunds(scene: Scene, stage: Stage, at: datetime) -> None:
    close = models.Close.objects.get(vehicle=stage.vehicle_id, number=scene.number)
    pay_refunds(close.pk, paid_on=local_date(at), by=stage.actor(scene), at=at)


def _accrue(scene: Scene, stage: Stage, at: datetime) -> None:
    accrue_fee(stage.vehicle_id, until=local_date(at), by=stage.actor(scene), at=at)


DEEDS: dict[str, Callable[[Scene, Stage, datetime], None]] = {
    "commit": _commit, "clause": _clause, "close": _close, "confirm-close": _confirm_close, "call": _call,
    "confirm-call": _confirm_call, "receipt": _receipt, "refunds": _refunds, "accrue": _accrue,
    **OF_MONEY,
}  # fmt: skip
