"""What happens to questions that people keep."""

from dataclasses import dataclass

from longbien.kernel.event import Event
from longbien.kernel.text import Text

SAVED = Text.of(vi="Lưu một câu hỏi về dữ liệu", en="A question on data was saved")
REMOVED = Text.of(vi="Xoá một câu hỏi đã lưu", en="A saved question was removed")


@dataclass(frozen=True)
class QuestionSaved(Event, type="data.question_saved", words=SAVED):
    """Whoever may ask there opens it by its address; `digest` is the SHA-256 of the statement."""

    digest: str


@dataclass(frozen=True)
class QuestionRemoved(Event, type="data.question_removed", words=REMOVED):
    """Its address opens nothing any more."""

    digest: str
