"""Fair value: the techniques of the IPEV Guidelines, and what a valuation must say before anybody may approve it.

Source: International Private Equity and Venture Capital Valuation Guidelines (IPEV), December 2022, section 3.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from longbien.kernel.citation import Citation
from longbien.kernel.outcome import Outcome, Reason
from longbien.kernel.text import Text

IPEV = Text.of(
    vi="Hướng dẫn định giá vốn tư nhân và đầu tư mạo hiểm quốc tế (IPEV), tháng 12/2022",
    en="International Private Equity and Venture Capital Valuation Guidelines (IPEV), December 2022",
)


@dataclass(frozen=True)
class Technique:
    """A way to find a fair value, and where the Guidelines speak of it."""

    name: Text
    section: str

    @property
    def citation(self) -> Citation:
        return Citation(IPEV, self.section)


def _technique(vi: str, en: str, section: str) -> Technique:
    return Technique(Text.of(vi=vi, en=en), section)


TECHNIQUES = {
    "recent-price": _technique(
        "Hiệu chỉnh theo giá của khoản đầu tư gần đây", "Calibrating to the price of a recent investment", "3.10"
    ),
    "milestones": _technique(
        "Hiệu chỉnh theo giá gần đây, phân tích theo mốc", "Recent price, calibrated by milestone analysis", "3.10"
    ),
    "multiples": _technique("Hệ số so sánh", "Multiples", "3.4"),
    "benchmarks": _technique("Chuẩn định giá của ngành", "Industry valuation benchmarks", "3.5"),
    "quoted": _technique("Giá niêm yết", "Quoted investments", "3.6"),
    "dcf-company": _technique(
        "Dòng tiền chiết khấu của doanh nghiệp", "Discounted cash flows or earnings of the company", "3.7"
    ),
    "dcf-investment": _technique(
        "Dòng tiền chiết khấu của khoản đầu tư", "Discounted cash flows from the investment", "3.8"
    ),
    "net-assets": _technique("Tài sản ròng", "Net assets", "3.9"),
}
LONGEST = 40  # inputs


@dataclass(frozen=True)
class ValueInput:
    """A figure that a value was found from: its name, what it is, and where it stands."""

    name: str
    value: str
    source: str = ""


@dataclass(frozen=True)
class Valued:
    """A value in minor units as of a day. `calibration` says how the technique met the price that was paid."""

    technique: str
    value: int
    as_of: date
    calibration: str
    inputs: tuple[ValueInput, ...]


@dataclass(frozen=True)
class Span:
    """The days between which a value may be found: from the investment, or its last sale, to today."""

    first: date
    last: date


def read_inputs(written: str) -> tuple[ValueInput, ...]:
    """A line each: `name = value | source`. ValueError names the first line that isn't one."""
    found = []
    for line in filter(None, map(str.strip, written.splitlines())):
        name, sign, rest = line.partition("=")
        value, _, source = rest.partition("|")
        if not sign or not name.strip() or not value.strip():
            raise ValueError(line)
        found.append(ValueInput(name.strip(), value.strip(), source.strip()))
    return tuple(found)


def check_value(valued: Valued, span: Span) -> Outcome:
    """What a valuation can't be."""
    faults: Sequence[tuple[str, Text, bool]] = (
        ("technique", TECHNIQUE, valued.technique not in TECHNIQUES),
        ("value", VALUE, valued.value < 0),
        ("as_of", AS_OF, not span.first <= valued.as_of <= span.last),
        ("calibration", CALIBRATION, not 3 <= len(valued.calibration) <= 2000),
        ("inputs", INPUTS, not 1 <= len(valued.inputs) <= LONGEST),
    )
    return Outcome(tuple(Reason(where, what, where=where) for where, what, wrong in faults if wrong))


TECHNIQUE = Text.of(vi="Hãy chọn kỹ thuật định giá.", en="Choose the valuation technique.")
VALUE = Text.of(vi="Giá trị không âm.", en="A value is not below zero.")
AS_OF = Text.of(
    vi="Ngày định giá từ ngày đầu tư (hoặc lần bán gần nhất) đến hôm nay.",
    en="The day lies between the investment, or its last sale, and today.",
)
CALIBRATION = Text.of(
    vi="Hãy nói kỹ thuật khớp với giá đã trả ra sao (3 đến 2000 ký tự).",
    en="Say how the technique meets the price that was paid (3 to 2000 characters).",
)
INPUTS = Text.of(
    vi="Cần ít nhất một dữ kiện, mỗi dòng: tên = giá trị | nguồn.",
    en="At least one input is needed, a line each: name = value | source.",
)
