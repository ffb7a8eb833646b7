"""What a vehicle has distributed, as a later close sets it right."""

import json
from uuid import UUID

from longbien.capital import models
from longbien.capital.rules.funds.calling import Given
from longbien.capital.rules.funds.lives import POSTED
from longbien.kernel.refusal import conflict
from longbien.kernel.text import Text


def paid_distributions(vehicle_id: UUID) -> tuple[Given, ...]:
    """Every distribution, line by line. Refusal 409 while one is posted and not paid, and once the carry is settled."""
    rows = models.Distribution.objects.filter(vehicle=vehicle_id, state=POSTED).order_by("number")
    return tuple(map(_given, rows))


def is_given_anew(vehicle_id: UUID) -> bool:
    """Whether a close has set distributions right."""
    asked = models.Notice.objects.filter(commitment__vehicle=vehicle_id).exclude(given=0)
    return asked.exists() or models.Refund.objects.filter(close__vehicle=vehicle_id).exclude(given=0).exists()


def _given(row: models.Distribution) -> Given:
    if row.settles:
        raise conflict("settled", SETTLED)
    if row.paid_on is None:
        raise conflict("unpaid-distribution", UNPAID)
    return Given(row.paid_on, tuple(int(one["minor"]) for one in json.loads(row.plan)["stretches"]))


SETTLED = Text.of(
    vi="Carry của bên quản lý đã quyết toán; không còn nhận nhà đầu tư vào sau.",
    en="The manager's carry was settled; nobody joins after that.",
)
UNPAID = Text.of(
    vi="Quỹ có lần phân chia chưa chi trả; hãy chi trả trước khi đóng, vì đợt đóng điều hoà cả khoản phân chia.",
    en="A distribution of this fund is not paid yet. Pay it first: this close sets distributions right as well.",
)
