"""What happens to the money of a demonstration fund: the very actions that officers take on the pages."""

from collections.abc import Callable
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from longbien.capital import models
from longbien.capital.actions.funds.locked import local_date
from longbien.capital.actions.funds.stage import Stage, amount_of
from longbien.capital.actions.investing.deciding import Paper
from longbien.capital.actions.investing.distribute import (
    Wanted,
    confirm_distribution,
    pay_out,
    prepare_distribution,
)
from longbien.capital.actions.investing.invest import Investing, confirm_investment, prepare_investment
from longbien.capital.actions.investing.rating import Rated
from longbien.capital.actions.investing.take_proceeds import Taking, confirm_proceeds, prepare_proceeds
from longbien.capital.actions.investing.value import Valuing, confirm_valuation, prepare_valuation
from longbien.capital.queries.investing.pool import left
from longbien.capital.rules.funds.lives import DRAFT, POSTED
from longbien.capital.rules.funds.script import Scene
from longbien.capital.rules.investing.valuing import read_inputs

Deed = Callable[[Scene, Stage, datetime], None]


def _invest(scene: Scene, stage: Stage, at: datetime) -> None:
    asked = Investing(
        stage.organisations[scene.company], scene.kind, _rated(scene), local_date(at), _percent(scene.share), scene.text
    )
    prepare_investment(stage.vehicle_id, asked, paper=_paper(scene), by=stage.actor(scene), at=at)


def _confirm_invest(scene: Scene, stage: Stage, at: datetime) -> None:
    confirm_investment(_draft(models.Investment, stage), by=stage.actor(scene), at=at)


def _value(scene: Scene, stage: Stage, at: datetime) -> None:
    asked = Valuing(scene.kind, _rated(scene), local_date(at), scene.text, read_inputs("\n".join(scene.inputs)))
    prepare_valuation(_held(scene, stage), asked, paper=_paper(scene), by=stage.actor(scene), at=at)


def _confirm_value(scene: Scene, stage: Stage, at: datetime) -> None:
    confirm_valuation(_draft(models.Valuation, stage), by=stage.actor(scene), at=at)


def _proceeds(scene: Scene, stage: Stage, at: datetime) -> None:
    asked = Taking(scene.kind, _rated(scene), local_date(at), _percent(scene.share))
    prepare_proceeds(_held(scene, stage), asked, paper=_paper(scene), by=stage.actor(scene), at=at)


def _confirm_proceeds(scene: Scene, stage: Stage, at: datetime) -> None:
    confirm_proceeds(_draft(models.Proceeds, stage), by=stage.actor(scene), at=at)


def _distribute(scene: Scene, stage: Stage, at: datetime) -> None:
    """Everything that is left of the proceeds."""
    wanted = Wanted(tuple(one.row.pk for one in left(stage.vehicle_id)), local_date(at))
    prepare_distribution(stage.vehicle_id, wanted, by=stage.actor(scene), at=at)


def _confirm_distribution(scene: Scene, stage: Stage, at: datetime) -> None:
    confirm_distribution(_draft(models.Distribution, stage), by=stage.actor(scene), at=at)


def _pay_out(scene: Scene, stage: Stage, at: datetime) -> None:
    row = models.Distribution.objects.get(vehicle=stage.vehicle_id, number=scene.number)
    pay_out(row.pk, paid_on=local_date(at), by=stage.actor(scene), at=at)


def _draft(
    model: type[models.Investment | models.Valuation | models.Proceeds | models.Distribution], stage: Stage
) -> UUID:
    found: UUID = model._default_manager.values_list("pk", flat=True).get(vehicle=stage.vehicle_id, state=DRAFT)
    return found


def _held(scene: Scene, stage: Stage) -> UUID:
    rows = models.Investment.objects.filter(vehicle=stage.vehicle_id, state=POSTED)
    return rows.get(organisation=stage.organisations[scene.company]).pk


def _rated(scene: Scene) -> Rated:
    return Rated(amount_of(scene), scene.rate, scene.source)


def _paper(scene: Scene) -> Paper:
    return Paper("evidence.txt", (scene.text.encode(),))


def _percent(written: str) -> Fraction:
    return Fraction(written or 0) / 100


DEEDS: dict[str, Deed] = {
    "invest": _invest, "confirm-invest": _confirm_invest, "value": _value, "confirm-value": _confirm_value,
    "proceeds": _proceeds, "confirm-proceeds": _confirm_proceeds, "distribute": _distribute,
    "confirm-distribution": _confirm_distribution, "pay-out": _pay_out,
}  # fmt: skip
