"""A comparison for a reader who knows no statistics: what was seen, by how much it differs, may one call it so."""

from longbien.kernel.text import Text
from longbien.kernel.written import count
from longbien.trials.rules.comparing.answer import OTHER, figure
from longbien.trials.rules.comparing.course import Point
from longbien.trials.rules.comparing.reading import ASTRAY, Reading
from longbien.trials.rules.prose.comparisons import CHANGES

Line = tuple[Text, Text]
MILLION = 1_000_000


def lines(reading: Reading) -> tuple[Line, ...]:
    """Each a question and its answer; while no unit is over, only whether lots are followed."""
    last = reading.last
    if last is None:
        return _followed(reading)
    return (
        *_seen(reading, last),
        *_difference(reading),
        (MAY_BE, _called_different(reading, last)),
        (EVEN, _even(last)),
        *_followed(reading),
    )


def _seen(reading: Reading, last: Point) -> tuple[Line, ...]:
    """How many of either, and on average how much."""
    means, names = reading.averages or (None, None), (reading.asked.old, reading.asked.new)
    return tuple(
        (_arm(head, name), _arm_seen(reading, number, mean))
        for head, name, number, mean in zip((OLD, NEW), names, (last.old, last.new), means, strict=True)
    )


def _arm(head: Text, name: str) -> Text:
    return Text.of(vi=f"{head['vi']} ({name})", en=f"{head['en']} ({name})") if name else head


def _arm_seen(reading: Reading, number: int, mean: float | None) -> Text:
    unit, many = UNITS[reading.asked.design, reading.asked.unit], count(number)
    vi, en = f"{many['vi']} {unit['vi']}", f"{many['en']} {unit['en']}"
    if mean is None:
        return Text.of(vi=vi, en=en)
    average = figure(mean)
    return Text.of(vi=f"{vi}, trung bình {average['vi']}", en=f"{en}, on average {average['en']}")


def _difference(reading: Reading) -> tuple[Line, ...]:
    gain = reading.gain
    if gain is None:
        return ()
    change = CHANGES[reading.asked.better if gain.gain >= 0 else OTHER[reading.asked.better]]
    by, low, high, sure = figure(abs(gain.gain)), figure(gain.low), figure(gain.high), figure(100 * (1 - reading.alpha))
    said = Text.of(
        vi=f"cách mới {change['vi']} {by['vi']}; với độ chắc chắn {sure['vi']} %, mức tốt hơn nằm giữa {low['vi']} và "
        f"{high['vi']}",
        en=f"{by['en']} {change['en']} with the new; with {sure['en']} % certainty the gain lies between {low['en']} "
        f"and {high['en']}",
    )
    return ((DIFFERENCE, said),)


def _called_different(reading: Reading, last: Point) -> Text:
    """Yes or no, and why; at reviews fixed before the bound says it, on any day the odds."""
    gain = reading.gain
    if reading.verdict == "astray":
        return NOT_YET_ASTRAY
    if gain is None:
        return NOT_YET
    if reading.asked.looks:
        return AT_REVIEW if gain.different else NOT_AT_REVIEW
    odds, needed = _odds(last.evidence), count(round(1 / reading.alpha))
    vi, en = ("có", "yes") if gain.different else ("chưa", "not yet")
    return Text.of(
        vi=f"{vi}: bằng chứng chống lại “không khác gì” là {odds['vi']} ăn 1; cần {needed['vi']} ăn 1",
        en=f"{en}: the odds against “no difference” are {odds['en']} to 1; {needed['en']} to 1 are needed",
    )


def _even(last: Point) -> Text:
    """Whether as many of either lot were seen as lots give: else something keeps one side from being seen."""
    odds, alarm = _odds(last.mismatch), count(round(ASTRAY))
    vi, en = ("không", "no") if last.mismatch >= ASTRAY else ("đều", "yes")
    return Text.of(
        vi=f"{vi}: {odds['vi']} ăn 1 là lệch; báo động ở {alarm['vi']} ăn 1",
        en=f"{en}: odds of {odds['en']} to 1 that they went astray; the alarm is at {alarm['en']} to 1",
    )


def _followed(reading: Reading) -> tuple[Line, ...]:
    if not reading.told:
        return ()
    told, share = count(reading.told), figure(round(100 - 100 * reading.strayed / reading.told, 1))
    said = Text.of(
        vi=f"{share['vi']} % trong {told['vi']} dòng dữ liệu nói rõ đã dùng cách nào",
        en=f"{share['en']} % of the {told['en']} events that say which they had",
    )
    return ((FOLLOWED, said),)


def _odds(number: float) -> Text:
    if number > MILLION:
        return Text.of(vi="hơn một triệu", en="more than a million")
    return figure(round(number, 1)) if number < 10 else count(round(number))


OLD, NEW = Text.of(vi="Cách cũ", en="The old"), Text.of(vi="Cách mới", en="The new")
DIFFERENCE = Text.of(vi="Khác nhau bao nhiêu", en="How much they differ")
MAY_BE = Text.of(vi="Nói là khác nhau được chưa", en="May they be called different")
EVEN = Text.of(vi="Hai bên được thấy đều như bốc thăm", en="Were both seen as evenly as the lots fall")
FOLLOWED = Text.of(vi="Làm đúng như bốc thăm", en="Were the lots followed")
NOT_YET = Text.of(vi="chưa: còn quá ít", en="not yet: too little was seen")
NOT_YET_ASTRAY = Text.of(vi="không: lá thăm bị lệch, chưa kết luận được gì", en="no: the lots went astray")
AT_REVIEW = Text.of(vi="có: vượt mức đã định cho kỳ xem xét", en="yes: it passed the bound of its review")
NOT_AT_REVIEW = Text.of(
    vi="chưa: chưa vượt mức đã định cho kỳ xem xét", en="not yet: it did not pass the bound of its review"
)
UNITS = {
    ("arms", "vehicle"): Text.of(vi="ngày của một phương tiện", en="days of a vehicle"),
    ("arms", "site"): Text.of(vi="ngày của một khu vực", en="days of a site"),
    ("switchback", "site"): Text.of(vi="khối giờ của một khu vực", en="blocks of hours at a site"),
}
