"""What a plan compares, in words: for the licence, and for pages."""

from collections.abc import Iterator

from longbien.kernel.text import Text
from longbien.kernel.written import count
from longbien.trials.rules import words
from longbien.trials.rules.comparison import Comparison
from longbien.trials.rules.policy import Policy


def compared(policy: Policy) -> Iterator[Text]:
    """All that a licence says of its comparisons: each question, how lots are drawn, and that nothing stops for it."""
    for number, asked in enumerate(policy.plan.comparisons, 1):
        what = question(asked, policy)
        yield Text.of(vi=f"{number}. {what['vi']}", en=f"{number}. {what['en']}")
        yield from _how(asked)
    if policy.lots:
        days = count(policy.lots.days)
        yield Text.of(
            vi=f"Ai dùng cách mới do bốc thăm từ SHA-256 {policy.lots.seed}; ai cũng tự rút lại được. Các kỳ xem xét "
            f"trải đều trên {days['vi']} ngày.",
            en=f"Who has the new is drawn by lot from the SHA-256 {policy.lots.seed}, as anybody can do again. Reviews "
            f"are spread over {days['en']} days.",
        )
        yield ONLY_EVIDENCE


def question(asked: Comparison, policy: Policy) -> Text:
    """“Near misses (near_miss), in a day of a vehicle: are there at least 1 less with the new than with the old?”"""
    name, per, margin, usual = (
        called(asked.measure, policy),
        unit_of(asked, policy),
        count(asked.margin),
        count(asked.usual),
    )
    change = CHANGES[asked.better]
    return Text.of(
        vi=f"{name['vi']} ({asked.measure}), {per['vi']}: cách mới có {change['vi']} cách cũ ít nhất {margin['vi']} "
        f"không? Hiện nay khoảng {usual['vi']}.",
        en=f"{name['en']} ({asked.measure}), {per['en']}: with the new, is it at least {margin['en']} {change['en']} "
        f"than with the old? Today it is about {usual['en']}.",
    )


def unit_of(asked: Comparison, policy: Policy) -> Text:
    """What one value is of: “in a day of a vehicle”, “in 100 (vehicles counted), by blocks of 2 hours at a site”."""
    if asked.design == "switchback":
        hours = count(asked.block_hours)
        unit = Text.of(
            vi=f"mỗi khối {hours['vi']} giờ tại một khu vực", en=f"in a block of {hours['en']} hours at a site"
        )
    else:
        unit = UNITS[asked.unit]
    if not asked.against:
        return unit
    per, name = count(asked.per), called(asked.against, policy)
    return Text.of(
        vi=f"trên {per['vi']} ({name['vi'].lower()}) {unit['vi']}",
        en=f"for {per['en']} ({name['en'].lower()}) {unit['en']}",
    )


def called(code: str, policy: Policy) -> Text:
    """What a measure or an amount is called by the kind of the plan, or by the house, in both languages."""
    terms = policy.terms
    known = (terms.measure(code) or terms.amount(code)) if terms else None
    name = known.name if known else words.measure_name(code)
    return Text.of(vi=name.in_language("vi"), en=name.in_language("en"))


def _how(asked: Comparison) -> Iterator[Text]:
    yield HOW[asked.design]
    if asked.washout_minutes:
        wash = count(asked.washout_minutes)
        yield Text.of(
            vi=f"{wash['vi']} phút đầu mỗi khối không tính.",
            en=f"The first {wash['en']} minutes of a block don't count.",
        )
    if asked.spread is not None:
        spread = count(asked.spread)
        yield Text.of(
            vi=f"Độ lệch chuẩn giữa các đơn vị khoảng {spread['vi']}.",
            en=f"From unit to unit it differs by about {spread['en']} (a standard deviation).",
        )
    yield _concluded(asked)


def _concluded(asked: Comparison) -> Text:
    if not asked.looks:
        return Text.of(vi="Có thể kết luận vào bất cứ ngày nào.", en="It may be concluded on any day.")
    looks = count(asked.looks)
    return Text.of(
        vi=f"Chỉ kết luận tại {looks['vi']} kỳ xem xét định trước.",
        en=f"It is concluded only at {looks['en']} reviews, fixed before.",
    )


CHANGES = {"less": Text.of(vi="ít hơn", en="less"), "more": Text.of(vi="nhiều hơn", en="more")}
UNITS = {
    "site": Text.of(vi="mỗi ngày của một khu vực", en="in a day of a site"),
    "vehicle": Text.of(vi="mỗi ngày của một phương tiện", en="in a day of a vehicle"),
}
DESIGNS = {
    "arms": Text.of(vi="Hai nhóm, bốc thăm từng ngày", en="Two arms, drawn day by day"),
    "switchback": Text.of(vi="Luân phiên theo khối giờ", en="A switchback of blocks of hours"),
}
HOW = {
    "arms": Text.of(
        vi="Hai nhóm: mỗi ngày của mỗi đơn vị được bốc thăm dùng cách mới hoặc cách cũ.",
        en="Two arms: each day of each unit is drawn to have the new or the old.",
    ),
    "switchback": Text.of(
        vi="Luân phiên: cứ hai khối liền nhau thì một khối dùng cách mới, một khối dùng cách cũ, thứ tự do bốc thăm.",
        en="A switchback: of each two blocks in a row one has the new and one the old, in an order drawn by lot.",
    ),
}
ONLY_EVIDENCE = Text.of(
    vi="Kết quả so sánh chỉ là bằng chứng; không phép so sánh nào làm dừng thử nghiệm.",
    en="What is compared is evidence only; no comparison stops the trial.",
)
