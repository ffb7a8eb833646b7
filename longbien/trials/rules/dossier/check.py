"""What a verification says: one line a check, in words, passed or not."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from shapely.errors import ShapelyError

from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text

SHOWN = 5
UNREADABLE = (
    KeyError, IndexError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError, Refusal, ShapelyError,
)  # fmt: skip


@dataclass(frozen=True)
class Check:
    """`part` is the part of the file looked at, `what` exactly what was checked, `wrong` what was found instead.

    A check that has nothing wrong has passed.
    """

    part: str
    what: Text
    wrong: tuple[Text, ...] = ()

    @property
    def passed(self) -> bool:
        return not self.wrong


def failed(part: str, what: Text, *wrong: Text) -> Check:
    return Check(part, what, wrong or (Text.of(vi="Không đúng.", en="It does not hold."),))


def check(part: str, what: Text, find: Callable[[], Iterable[Text]]) -> Check:
    """The check whose faults `find` lists. Data that `find` can't even read is a fault too."""
    try:
        wrong = tuple(find())
    except UNREADABLE as error:
        words = f"{type(error).__name__}: {error}"[:200]
        return failed(part, what, Text.of(vi=f"Không đọc được: {words}.", en=f"It can't be read: {words}."))
    more = len(wrong) - SHOWN
    if more > 0:
        wrong = (*wrong[:SHOWN], Text.of(vi=f"… và {more} điểm khác.", en=f"… and {more} more."))
    return Check(part, what, wrong)
