"""What the letters of an action would say if it were done now. Nothing is done."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NoReturn
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.procedures.models import Letter
from longbien.record.actions.act import act


class _Undone(Exception):
    """Takes back whatever was tried, and carries what the letters said."""

    def __init__(self, said: dict[str, dict[str, Any]]) -> None:
        super().__init__()
        self.said = said


def preview(
    do: Callable[..., int], *, case_id: UUID, by: Actor, at: datetime, **given: Any
) -> dict[str, dict[str, Any]]:
    """The values of each letter by its name; none where a quorum is not met yet.

    `do` is `perform` or `send_form`, called with `given`: what it refuses is refused here. It runs in a transaction
    that is taken back, so the letter says exactly what it would, down to its number.
    """
    try:
        _try_out(do, case_id=case_id, by=by, at=at, **given)
    except _Undone as undone:
        return undone.said


@act
def _try_out(do: Callable[..., int], *, case_id: UUID, by: Actor, at: datetime, **given: Any) -> NoReturn:
    seq = do(case_id=case_id, by=by, at=at, **given)
    made = Letter.objects.filter(case_id=case_id, seq__gte=seq, ordered_at=at)
    raise _Undone({one.name: one.data for one in made.order_by("pk")})
