"""What a comparison shows, in plain words: how sure, from where to where, and what may be said of it."""

from longbien.kernel.text import Text
from longbien.kernel.written import count, day
from longbien.trials.rules.comparing.reading import Gain, Reading, Verdict
from longbien.trials.rules.comparison import Better
from longbien.trials.rules.monitors.asymptotic import FEWEST
from longbien.trials.rules.prose.comparisons import CHANGES, called, unit_of

OTHER: dict[Better, Better] = {"less": "more", "more": "less"}


def answer(reading: Reading) -> Text:
    """“Near misses: with 95 % certainty between 2.3 and 6.6 less with the new than with the old, in a day of a vehicle.
    The new is better; …”"""
    if reading.verdict == "astray":
        return ASTRAY
    if reading.gain is None:
        return _too_early(reading)
    interval, meant = _interval(reading, reading.gain), _meant(reading)
    return Text.of(vi=f"{interval['vi']} {meant['vi']}", en=f"{interval['en']} {meant['en']}")


def _interval(reading: Reading, gain: Gain) -> Text:
    asked, policy = reading.asked, reading.lottery.policy
    name, unit, sure = called(asked.measure, policy), unit_of(asked, policy), figure(100 * (1 - reading.alpha))
    span = _span(gain, asked.better)
    return Text.of(
        vi=f"{name['vi']}: với độ chắc chắn {sure['vi']} %, {span['vi']}, {unit['vi']}.",
        en=f"{name['en']}: with {sure['en']} % certainty {span['en']}, {unit['en']}.",
    )


def _span(gain: Gain, better: Better) -> Text:
    """From where to where: both ends on one side of nothing, or on either."""
    good, bad = CHANGES[better], CHANGES[OTHER[better]]
    near, far = sorted((abs(gain.low), abs(gain.high)))
    if gain.low >= 0 or gain.high <= 0:
        low, high, change = figure(near), figure(far), good if gain.low >= 0 else bad
        return Text.of(
            vi=f"cách mới {change['vi']} cách cũ từ {low['vi']} đến {high['vi']}",
            en=f"between {low['en']} and {high['en']} {change['en']} with the new than with the old",
        )
    low, high = figure(abs(gain.low)), figure(gain.high)
    return Text.of(
        vi=f"cách mới từ {bad['vi']} {low['vi']} đến {good['vi']} {high['vi']} so với cách cũ",
        en=f"between {low['en']} {bad['en']} and {high['en']} {good['en']} with the new than with the old",
    )


def _meant(reading: Reading) -> Text:
    said, margin = MEANT[reading.verdict], count(reading.asked.margin)
    return Text.of(vi=said["vi"].replace("#", margin["vi"]), en=said["en"].replace("#", margin["en"]))


def name_of(verdict: Verdict, *, over: bool) -> Text:
    """A verdict in two or three words; of a trial that has ended nothing is said to be yet to come."""
    return TOO_EARLY if over and verdict == "early" else NAMES[verdict]


def _too_early(reading: Reading) -> Text:
    if reading.over:
        return ENDED
    coming = next((look for look in reading.looks if not look.came), None)
    if coming is None:
        return FEW
    when = day(coming.day)
    return Text.of(
        vi=f"Chưa kết luận: kỳ xem xét tới là ngày {when['vi']}.",
        en=f"Nothing is concluded yet: the next review is on {when['en']}.",
    )


def figure(number: float) -> Text:
    """A number with as many decimals as it deserves: 0.52, 6.6, 95, 1,240."""
    places = 0 if abs(number) >= 100 or round(number, 2) == round(number) else 1 if abs(number) >= 10 else 2
    en = f"{number:,.{places}f}"
    return Text.of(vi=en.translate(str.maketrans(",.", ".,")), en=en)


ENDED = Text.of(
    vi="Thử nghiệm đã kết thúc trước khi có thể kết luận.", en="The trial ended before anything could be concluded."
)
TOO_EARLY = Text.of(vi="Kết thúc quá sớm", en="Ended too early")
FEW = Text.of(
    vi=f"Chưa đủ để nói: cần ít nhất {FEWEST} đơn vị mỗi bên.",
    en=f"Too little is known yet: at least {FEWEST} of either are needed.",
)
ASTRAY = Text.of(
    vi="Hai bên không có số đơn vị như bốc thăm: bên này được báo về nhiều hơn hẳn bên kia. Chưa kết luận được gì "
    "chừng nào chưa rõ vì sao.",
    en="The lots went astray: far more was heard of one side than of the other. Nothing may be concluded until it is "
    "known why.",
)
MEANT = {
    "open": Text.of(vi="Chưa đủ để nói có khác nhau hay không.", en="Not yet enough to say whether they differ."),
    "short": Text.of(
        vi="Chưa rõ có khác nhau không, nhưng mức mong muốn (#) thì không đạt.",
        en="Whether they differ isn't known, but the # that is wanted is out of reach.",
    ),
    "enough": Text.of(vi="Đạt mức mong muốn là #.", en="That is at least the # that is wanted."),
    "better": Text.of(
        vi="Cách mới tốt hơn; có đạt mức mong muốn là # hay không thì chưa rõ.",
        en="The new is better; whether by the # that is wanted isn't known yet.",
    ),
    "less-than-wanted": Text.of(
        vi="Cách mới tốt hơn, nhưng chưa tới mức mong muốn là #.",
        en="The new is better, but by less than the # wanted.",
    ),
    "worse": Text.of(vi="Cách mới kém hơn.", en="The new is worse."),
}
TONES = {
    "astray": "bad", "early": "info", "open": "info", "short": "warn", "enough": "ok", "better": "ok",
    "less-than-wanted": "warn", "worse": "bad",
}  # fmt: skip
NAMES = {
    "astray": Text.of(vi="Lá thăm bị lệch", en="Lots went astray"),
    "early": Text.of(vi="Còn sớm", en="Too early"),
    "open": Text.of(vi="Chưa rõ", en="Not known yet"),
    "short": Text.of(vi="Không đạt mức mong muốn", en="Not what was wanted"),
    "enough": Text.of(vi="Tốt hơn như mong muốn", en="Better, as wanted"),
    "better": Text.of(vi="Tốt hơn", en="Better"),
    "less-than-wanted": Text.of(vi="Tốt hơn, nhưng chưa đủ", en="Better, but not enough"),
    "worse": Text.of(vi="Kém hơn", en="Worse"),
}
