"""Publish the cube of an agreement: each person's rows of the newest edition are bounded and counted, once."""

from datetime import datetime
from uuid import UUID

from longbien.data.actions.cubes.budget import open_budget
from longbien.data.events.cubes import CubePublished
from longbien.data.models import Agreement, Cube
from longbien.data.queries.agreements import state_of
from longbien.data.queries.cubes import COUNTED, cube_terms, file_of, made
from longbien.kernel.actor import Actor
from longbien.kernel.extras import require
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import conflict, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.record.actions.act import act, hold
from longbien.record.actions.emit import emit

NOT_IN_FORCE = Text.of(vi="Thoả thuận này không có hiệu lực.", en="This agreement is not in force.")
NO_ROWS = Text.of(vi="Bộ dữ liệu này chưa có dòng nào.", en="This data set has no rows yet.")
NO_CUBE = Text.of(vi="Thoả thuận này không lập khối dữ liệu có nhiễu.", en="This agreement has no cube with noise.")


@act
def publish(agreement_id: UUID, *, by: Actor, at: datetime) -> UUID:
    """The cube's id; that of the newest edition is made but once. The first one of its recipient on the data
    set opens the budget.

    Refusal (409): not in force, no rows yet, or terms without a cube that carries noise.
    """
    hold(f"data.agreement {agreement_id}")
    found = Agreement.objects.filter(pk=agreement_id).select_related("data_set").first()
    if found is None:
        raise not_found()
    check(by, "publish", found)
    hold(f"data.set {found.data_set.code}")  # an erasure waits, and then finds what was counted
    terms, cube, contract = cube_terms(found)
    if cube is None:
        raise conflict("no-cube", NO_CUBE)
    if state_of(found) != "in-force":
        raise conflict("not-in-force", NOT_IN_FORCE)
    edition = found.data_set.editions.order_by("-number").first()
    if edition is None:
        raise conflict("no-rows", NO_ROWS)
    if known := Cube.objects.filter(agreement=found, edition=edition).first():
        return known.pk
    counted = made(terms, cube, contract, edition, key=found.key).counted
    seal = require(COUNTED, extra="data").keep(file_of(found.pk, edition.number), counted, key=found.key)
    open_budget(found, cube.epsilon, by=by, at=at)
    key, subject = new_id(), Subject("data.agreement", found.pk)
    told = CubePublished(key, edition.number, cube.size, cube.epsilon)
    entry_id = emit(told, subject=subject, by=by, at=at, chain=subject)
    Cube.objects.create(id=key, agreement=found, edition=edition, seal=seal, person_id=by.id, at=at, entry_id=entry_id)
    return key
