"""Save what an officer has written so far."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.outcome import Outcome
from longbien.kernel.refusal import conflict
from longbien.kernel.text import Text
from longbien.problems import queries
from longbien.problems.actions.locked import locked, must_hold, must_move
from longbien.problems.models import Problem
from longbien.problems.rules.normal import normal
from longbien.problems.rules.statement import check_all
from longbien.record.actions.act import act

# A draft may be unfinished, but what is kept must be storable: these faults are refused even in a draft.
UNSTORABLE = frozenset({"too-long", "too-many", "malformed", "unreadable"})


@act
def save(problem_id: UUID, *, data: Mapping[str, Any], seq: int, by: Actor, at: datetime) -> int:
    """Keep `data` (some keys of a statement) in the draft; the answer is the new count of saves.

    On a published problem the first save opens a draft of its next version; readers see the old one until `publish`.
    `seq` is the count the officer saw: Refusal 409 when somebody else has saved since.
    """
    problem = locked(problem_id, by=by, action="edit")
    must_move("classify", problem)
    must_be_latest(problem, seq)
    base = opened(problem)
    whole = normal({**base, **data})
    must_be_storable(whole)
    problem.draft, problem.draft_seq = whole, problem.draft_seq + 1
    problem.save(update_fields=["draft", "draft_seq"])
    return problem.draft_seq


def must_be_storable(whole: dict[str, Any]) -> None:
    """Refuse (422) what even a draft can't hold; what is only missing may stay so."""
    faults = check_all(whole, queries.vocabulary()).against
    must_hold(Outcome(tuple(reason for reason in faults if reason.code in UNSTORABLE)))


def opened(problem: Problem) -> dict[str, Any]:
    """The draft of a problem; the version that is shown where there is none yet."""
    if problem.draft is not None:
        return dict(problem.draft)
    return dict(problem.current.statement) if problem.current else normal({})


def must_be_latest(problem: Problem, seq: int) -> None:
    """Refuse (409) work on a draft that somebody else has saved since."""
    if seq != problem.draft_seq:
        raise conflict(
            "saved-meanwhile",
            Text.of(
                vi="Người khác đã lưu bản nháp này trong lúc bạn viết. Lời của bạn vẫn còn dưới đây: lưu lần nữa để "
                "thay bản của họ, hoặc mở lại trang để xem bản của họ.",
                en="Somebody else saved this draft while you were writing. Your words still stand below: save again to "
                "replace theirs, or open the page anew to see theirs.",
            ),
        )
