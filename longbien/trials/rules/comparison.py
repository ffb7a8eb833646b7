"""A comparison that a plan asks: is what is tried better than what it replaces, by how much? Never a reason to stop.

What had the new and what the old is drawn by lot, unit by unit, from a seed that the licence keeps (`Lots`): days of a
site or of a vehicle (`arms`), or blocks of hours at a site, by turns (`switchback`). Nobody chooses who has the new:
arms that somebody chose differ by more than what is tried.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from longbien.kernel.text import Text
from longbien.places.rules.written import Unreadable
from longbien.trials.rules.reading import NAME, Faulty, parts, whole, words

Design = Literal["arms", "switchback"]
DESIGNS: tuple[Design, ...] = get_args(Design)
Compared = Literal["site", "vehicle"]
COMPARED: tuple[Compared, ...] = get_args(Compared)
Better = Literal["less", "more"]
BETTERS: tuple[Better, ...] = get_args(Better)
MOST_COMPARISONS, MOST_LOOKS, MOST_HOURS = 3, 10, 168
FEW_WORDS = 120
LARGEST = 10**9
MINUTES_AN_HOUR = 60


@dataclass(frozen=True)
class Comparison:
    """`measure` under the new less that under the old, in one unit, or in `per` of what it is counted `against`.

    `margin` is the gain that is wanted, `usual` what is counted today, `spread` by how much that differs from unit to
    unit (a standard deviation; None for counts that are about as even as Poisson's). A switchback has blocks of
    `block_hours`, of which the first `washout_minutes` don't count. `looks`: so many reviews, evenly over the term, at
    which alone it is concluded; 0 where anyone may conclude on any day. `new` and `old`: what they are, in a few words.
    """

    design: Design
    unit: Compared
    measure: str
    better: Better
    margin: int
    usual: int
    against: str = ""
    per: int = 1
    spread: int | None = None
    block_hours: int = 0
    washout_minutes: int = 0
    looks: int = 0
    new: str = ""
    old: str = ""

    def to_data(self) -> dict[str, Any]:
        """In the words of the form; `read_comparison` reads it back."""
        return {
            "design": self.design,
            "unit": self.unit,
            "measure": self.measure,
            "better": self.better,
            "margin": self.margin,
            "usual": self.usual,
            **({"against": self.against, "per": self.per} if self.against else {}),
            **({"spread": self.spread} if self.spread is not None else {}),
            **({"block_hours": self.block_hours} if self.block_hours else {}),
            **({"washout_minutes": self.washout_minutes} if self.washout_minutes else {}),
            **({"looks": self.looks} if self.looks else {}),
            **({"new": self.new} if self.new else {}),
            **({"old": self.old} if self.old else {}),
        }


@dataclass(frozen=True)
class Lots:
    """What lots are drawn from, and the `days` of the term over which reviews are spread: those of the first version of
    the licence, so that an extension draws nothing anew."""

    seed: str
    days: int

    def to_data(self) -> dict[str, Any]:
        return {"seed": self.seed, "days": self.days}


def read_comparison(given: Mapping[str, Any]) -> Comparison:
    """What the form says. Faulty with every part that can't be read, then with all that doesn't go together."""
    asked = Comparison(**parts(given, **PARTS))
    if wrong := _wrong(asked):
        raise Faulty((f"/{part}", what) for part, what in wrong)
    return asked


def _wrong(asked: Comparison) -> list[tuple[str, Text]]:
    """What is said together, but doesn't go together."""
    blocks = asked.design == "switchback"
    found = {
        ("unit", ONLY_SITES): blocks and asked.unit != "site",
        ("block_hours", NO_BLOCKS): blocks and not asked.block_hours,
        ("block_hours", BLOCKS_OF_DAYS): not blocks and bool(asked.block_hours or asked.washout_minutes),
        ("washout_minutes", ALL_WASHED): blocks and 0 < asked.block_hours * MINUTES_AN_HOUR <= asked.washout_minutes,
        ("against", PER_WHAT): asked.per != 1 and not asked.against,
        ("spread", NO_SPREAD): bool(asked.against) and asked.spread is None,
        ("against", OF_ITSELF): asked.against == asked.measure,
        ("margin", MORE_THAN_ALL): asked.better == "less" and asked.margin > asked.usual,
    }
    return [what for what, wrong in found.items() if wrong]


def _one_of(known: tuple[str, ...]) -> Callable[[Any], Any]:
    return lambda given: known[known.index(given)]


def _unit(given: Any) -> Any:
    if given not in COMPARED:
        raise Unreadable(NO_UNIT)
    return given


def _perhaps(unsaid: Any, read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda given: unsaid if given in (None, "") else read(given)


def _upto(most: int, least: int = 0) -> Callable[[Any], int]:
    return lambda given: whole(given, least=least, most=most)


def _name(given: Any) -> str:
    if not isinstance(given, str) or not NAME(given):
        raise ValueError("not a name that telemetry can bear")
    return given


def _few_words(given: Any) -> str:
    if len(written := words(given)) > FEW_WORDS:
        raise ValueError("a name is needed, not a story")
    return written


PARTS: dict[str, Callable[[Any], Any]] = {
    "design": _one_of(DESIGNS),
    "unit": _unit,
    "measure": _name,
    "better": _one_of(BETTERS),
    "margin": _upto(LARGEST, least=1),
    "usual": _upto(LARGEST),
    "against": _perhaps("", _name),
    "per": _perhaps(1, _upto(LARGEST, least=1)),
    "spread": _perhaps(None, _upto(LARGEST)),
    "block_hours": _perhaps(0, _upto(MOST_HOURS)),
    "washout_minutes": _perhaps(0, _upto(MOST_HOURS * MINUTES_AN_HOUR)),
    "looks": _perhaps(0, _upto(MOST_LOOKS)),
    "new": _perhaps("", _few_words),
    "old": _perhaps("", _few_words),
}
NO_UNIT = Text.of(
    vi="Chỉ so sánh được theo ngày của một khu vực, ngày của một phương tiện, hoặc theo khối giờ của một khu vực. "
    "Không so sánh theo từng dòng dữ liệu: các số đo liền nhau của cùng một phương tiện rất giống nhau, nên sớm muộn "
    "phép so sánh nào cũng báo “khác nhau” dù không khác.",
    en="What can be compared is a day of a site, a day of a vehicle, or a block of hours at a site; never a single "
    "reading: readings of one vehicle that follow each other resemble each other, so that sooner or later any "
    "comparison would call them different though they aren't.",
)
ONLY_SITES = Text.of(
    vi="So sánh luân phiên chỉ làm theo khu vực: cả khu vực cùng đổi sang cách mới hoặc cách cũ.",
    en="A switchback is of sites: the whole site changes to the new and back.",
)
NO_BLOCKS = Text.of(
    vi="So sánh luân phiên cần độ dài mỗi khối, từ 1 đến 168 giờ.",
    en="A switchback needs the hours of a block, 1 to 168.",
)
BLOCKS_OF_DAYS = Text.of(
    vi="Độ dài khối và thời gian chuyển tiếp chỉ dùng cho so sánh luân phiên; hai nhóm được bốc thăm theo từng ngày.",
    en="Hours of a block and a wash-out are of a switchback only; two arms are drawn day by day.",
)
ALL_WASHED = Text.of(
    vi="Thời gian chuyển tiếp phải ngắn hơn khối, nếu không sẽ chẳng còn gì để đếm.",
    en="The wash-out must be shorter than the block, or nothing is left to count.",
)
PER_WHAT = Text.of(
    vi="“Trên bao nhiêu” (per) cần biết đếm trên lượng nào (against).",
    en="“In how many” (per) needs to know of what (against).",
)
NO_SPREAD = Text.of(
    vi="Đếm trên một lượng thì cần nêu độ lệch chuẩn giữa các đơn vị (spread), nếu không thì không biết cần bao nhiêu "
    "ngày.",
    en="What is counted against something needs its spread from unit to unit, or nobody knows how many days it takes.",
)
OF_ITSELF = Text.of(vi="Không đếm một điều trên chính nó.", en="Nothing is counted against itself.")
MORE_THAN_ALL = Text.of(
    vi="Không thể giảm nhiều hơn mức hiện nay.", en="It can't become less by more than there is today."
)
