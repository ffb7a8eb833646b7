"""Open a fund under the rules of its kind."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

import rfc8785

from longbien.capital import models
from longbien.capital.actions.funds.locked import must_hold, subject_of
from longbien.capital.events.funds import VehicleOpened
from longbien.capital.queries.funds.packs import pack_with_code
from longbien.capital.rules.funds.terms import FundTerms, check_terms, write_terms
from longbien.capital.rules.vehicles.limits import check_vehicle
from longbien.capital.rules.vehicles.measures import Standing
from longbien.kernel.actor import Actor
from longbien.kernel.folding import fold
from longbien.kernel.ids import new_id
from longbien.kernel.money import Money
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.people.queries import organisation
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@dataclass(frozen=True)
class Founding:
    """A vehicle as it is opened. `charter` is its charter capital as planned; its currency is the vehicle's."""

    name: str
    pack: str
    charter: Money
    board_seats: int = 0
    manager_id: UUID | None = None
    is_demo: bool = False


@act
def open_vehicle(founding: Founding, terms: FundTerms, *, by: Actor, at: datetime) -> UUID:
    """Open a vehicle with its terms; the answer is its id.

    Refusal 422 with the article when the plan itself breaks the rules of its kind, or for terms that can't stand.
    """
    check(by, "open-vehicle", None, type="capital.hub")
    pack, name = pack_with_code(founding.pack), founding.name.strip()
    if not 3 <= len(name) <= 200:
        raise Refusal("bad-name", NAME, faults=(Fault("name", NAME),))
    if founding.manager_id and organisation(founding.manager_id) is None:
        raise Refusal("no-manager", NO_MANAGER, faults=(Fault("manager", NO_MANAGER),))
    must_hold(
        check_vehicle(Standing(founding.charter.currency, (), founding.charter.minor, founding.board_seats), pack.rules)
    )
    check_terms(terms)
    vehicle = models.Vehicle.objects.create(
        id=new_id(), name=name, folded=fold(name), pack_id=pack.id, currency=founding.charter.currency,
        charter=founding.charter.minor, board_seats=founding.board_seats, manager_id=founding.manager_id, opened_at=at,
        is_demo=founding.is_demo,
    )  # fmt: skip
    digest = _keep(vehicle, terms, at)
    event = VehicleOpened(pack.code, pack.number, digest, founding.is_demo)
    emit(event, subject=subject_of(vehicle), by=by, at=at, chain=subject_of(vehicle))
    return vehicle.pk


def _keep(vehicle: models.Vehicle, terms: FundTerms, at: datetime) -> str:
    written = rfc8785.dumps(write_terms(terms))
    digest = sha256(written).hexdigest()
    models.Terms.objects.create(vehicle=vehicle, number=1, content=written.decode(), sha256=digest, agreed_at=at)
    return digest


NAME = Text.of(vi="Tên quỹ cần từ 3 đến 200 ký tự.", en="The name of the fund needs 3 to 200 characters.")
NO_MANAGER = Text.of(vi="Không có tổ chức này.", en="There is no such organisation.")
