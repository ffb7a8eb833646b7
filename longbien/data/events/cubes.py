"""What happens to cubes."""

from dataclasses import dataclass
from uuid import UUID

from longbien.kernel.event import Event
from longbien.kernel.text import Text

PUBLISHED = Text.of(vi="Khối dữ liệu được công bố cho bên nhận", en="A cube was published for its recipient")
PROPOSED = Text.of(vi="Đề nghị cấp thêm ngân sách riêng tư", en="More privacy budget was proposed")
DECIDED = Text.of(vi="Quyết định về ngân sách riêng tư", en="Privacy budget was decided on")
RELEASED = Text.of(vi="Khối dữ liệu trả lời một câu hỏi", en="A cube answered a question")


@dataclass(frozen=True)
class CubePublished(Event, type="data.cube_published", words=PUBLISHED):
    """Each person's rows of an edition were bounded and counted; `budget` is the ε of the agreement, in millionths."""

    cube_id: UUID
    edition: int
    cells: int
    budget: int


@dataclass(frozen=True)
class CubeAnswered(Event, type="data.cube_answered", words=RELEASED):
    """An answer with noise was published; `digest` is that of the question, `epsilon` and `charged` in millionths."""

    digest: str
    epsilon: int
    charged: int


@dataclass(frozen=True)
class BudgetProposed(Event, type="data.budget_proposed", words=PROPOSED):
    """A steward proposes `epsilon` millionths more for the recipient of an agreement, with the reason."""

    proposal_id: UUID
    epsilon: int
    reason: str


@dataclass(frozen=True)
class BudgetDecided(Event, type="data.budget_decided", words=DECIDED):
    """A second steward granted what was proposed, or it was turned down."""

    proposal_id: UUID
    granted: bool
