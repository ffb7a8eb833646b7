"""What happens to cubes."""

from dataclasses import dataclass
from uuid import UUID

from longbien.kernel.event import Event
from longbien.kernel.text import Text

PUBLISHED = Text.of(vi="Khối dữ liệu được công bố cho bên nhận", en="A cube was published for its recipient")
RELEASED = Text.of(vi="Khối dữ liệu trả lời một câu hỏi", en="A cube answered a question")


@dataclass(frozen=True)
class CubePublished(Event, type="data.cube_published", words=PUBLISHED):
    """Each person's rows of an edition were bounded and counted; `budget` is ε in millionths, granted once."""

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
