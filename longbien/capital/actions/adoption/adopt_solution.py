"""Order again what the catalogue has proven: its price, its terms, its parts; only who, where and when are new."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from longbien.capital.actions.orders.prepare_order import Wanted, prepare_order
from longbien.capital.models import Solution
from longbien.capital.queries.adoption.solutions import parts_of, state_of_row
from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal, conflict, not_found
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.record.actions.act import act, hold


@dataclass(frozen=True)
class Adopter:
    """Who orders, by which route, for which place."""

    route: str
    buyer_id: UUID
    where: str


@act
def adopt_solution(solution_id: UUID, adopter: Adopter, *, by: Actor, at: datetime) -> UUID:
    """The order's id. Refusal 409 when the solution isn't in the catalogue (any more)."""
    hold(f"capital.solution {solution_id}")
    row = Solution.objects.filter(pk=solution_id).first()
    if row is None:
        raise not_found()
    check(by, "view", row)
    if state_of_row(row) != "listed":
        raise conflict("not-listed", NOT_LISTED)
    if len(adopter.where.strip()) < 2:
        raise Refusal("no-place", PLACE, faults=(Fault("where", PLACE),))
    today = at.astimezone(ZoneInfo(settings.HUB.timezone)).date()
    wanted = Wanted(
        route=adopter.route, problem_id=row.problem_id, buyer_id=adopter.buyer_id, supplier_id=row.supplier_id,
        title=row.title, about=f"{row.about}\n\n{row.terms}"[:4_000], where=adopter.where, solution_id=row.pk,
        parts=tuple(part.on(today) for part in parts_of(row)),
    )  # fmt: skip
    return prepare_order(wanted, by=by, at=at)


NOT_LISTED = Text.of(vi="Giải pháp không có trong danh mục.", en="The solution is not in the catalogue.")
PLACE = Text.of(vi="Hãy ghi nơi dùng: phường, tuyến phố, toà nhà …", en="Say where: a ward, a street, a building …")
