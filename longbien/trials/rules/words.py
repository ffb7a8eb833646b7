"""Rules, measures and stops in plain words, for residents as well as for officers."""

from collections.abc import Mapping

from longbien.kernel.text import Text

NO_NAMES: Mapping[str, Text] = {}
RULES = {
    "area": Text.of(vi="Ra ngoài khu vực", en="Outside the area"),
    "hours": Text.of(vi="Ngoài giờ", en="Outside the hours"),
    "speed": Text.of(vi="Quá tốc độ", en="Too fast"),
    "devices": Text.of(vi="Quá số thiết bị", en="Too many devices"),
    "participants": Text.of(vi="Quá số người tham gia", en="Too many participants"),
    "value": Text.of(vi="Quá tổng giá trị", en="Above the total value"),
    "no_go": Text.of(vi="Vào vùng cấm", en="Inside a no-go zone"),
    "altitude": Text.of(vi="Quá độ cao", en="Too high"),
    "fleet": Text.of(vi="Thiết bị không có trong giấy phép", en="Not a device of the licence"),
    "value_day": Text.of(vi="Quá giá trị một ngày", en="Above the value of a day"),
    "distance": Text.of(vi="Quá quãng đường cho phép", en="Beyond the permitted distance"),
    "device_hours": Text.of(vi="Quá số giờ hoạt động cho phép", en="Beyond the permitted hours of work"),
    "consent": Text.of(vi="Người tham gia chưa đồng ý", en="Somebody who doesn't consent took part"),
    "term": Text.of(vi="Ngoài thời hạn giấy phép", en="Outside the licence term"),
    "suspended": Text.of(vi="Hoạt động khi bị tạm dừng", en="Operated while suspended"),
    "ended": Text.of(vi="Hoạt động khi đã hết giấy phép", en="Operated after the licence ended"),
}
CAPS = {
    "value": Text.of(vi="Tổng giá trị giao dịch", en="Total value of transactions"),
    "value_day": Text.of(vi="Giá trị giao dịch trong ngày", en="Value of transactions that day"),
    "distance": Text.of(vi="Quãng đường của mọi thiết bị", en="Distance of all devices"),
    "device_hours": Text.of(vi="Giờ hoạt động của mọi thiết bị", en="Hours of work of all devices"),
    "incidents": Text.of(vi="Sự cố đến khi phải dừng", en="Incidents until it must stop"),
}
MEASURES = {
    "incident": Text.of(vi="Sự cố", en="Incidents"),
    "near_miss": Text.of(vi="Suýt xảy ra sự cố", en="Near misses"),
    "emergency_stop": Text.of(vi="Dừng khẩn cấp", en="Emergency stops"),
    "complaint": Text.of(vi="Phản ánh của người dân", en="Complaints by residents"),
}
STOPPED = {
    "area": Text.of(
        vi="Một thiết bị đã ra khỏi khu vực được phép thử nghiệm.", en="A device left the area it may be tested in."
    ),
    "hours": Text.of(
        vi="Một thiết bị đã hoạt động ngoài giờ cho phép.", en="A device operated outside the permitted hours."
    ),
    "speed": Text.of(vi="Một thiết bị đã chạy quá tốc độ cho phép.", en="A device went faster than permitted."),
    "devices": Text.of(
        vi="Số thiết bị hoạt động cùng lúc nhiều hơn mức cho phép.",
        en="More devices were at work at once than permitted.",
    ),
    "participants": Text.of(vi="Số người tham gia nhiều hơn mức cho phép.", en="More people took part than permitted."),
    "value": Text.of(
        vi="Tổng giá trị giao dịch vượt mức cho phép.", en="The total value of transactions passed what is permitted."
    ),
    "no_go": Text.of(vi="Một thiết bị đã vào vùng cấm.", en="A device entered a no-go zone."),
    "altitude": Text.of(vi="Một thiết bị đã bay cao hơn mức cho phép.", en="A device flew higher than permitted."),
    "fleet": Text.of(
        vi="Một thiết bị không có trong giấy phép đã hoạt động.",
        en="A device that the licence doesn't name was at work.",
    ),
    "value_day": Text.of(
        vi="Giá trị giao dịch trong một ngày vượt mức cho phép.",
        en="The value of a day's transactions passed what is permitted.",
    ),
    "distance": Text.of(
        vi="Các thiết bị đã đi hết quãng đường được phép thử nghiệm.",
        en="The devices went as far as the trial may go.",
    ),
    "device_hours": Text.of(
        vi="Các thiết bị đã hoạt động hết số giờ được phép thử nghiệm.",
        en="The devices were at work for all the hours that the trial may have.",
    ),
    "consent": Text.of(
        vi="Có người tham gia mà chưa đồng ý, hoặc đã rút lại sự đồng ý.",
        en="Somebody took part who has not consented, or has withdrawn.",
    ),
    "incidents": Text.of(
        vi="Số sự cố đã đến mức mà thử nghiệm phải dừng.", en="As many incidents happened as the trial must stop at."
    ),
    "officer": Text.of(vi="Cơ quan cấp phép đã quyết định tạm dừng.", en="The licensing authority decided to stop it."),
    "holder": Text.of(vi="Đơn vị thử nghiệm tự tạm dừng.", en="The organisation testing it stopped by itself."),
}
GUARDRAIL = "guardrail:"


def rule_name(rule: str, names: Mapping[str, Text] = NO_NAMES) -> Text:
    """The short name of a rule, a guardrail (`guardrail:near_miss`) or an act of stopping; `names` those of kinds."""
    if rule.startswith(GUARDRAIL):
        return measure_name(rule.removeprefix(GUARDRAIL), names)
    return RULES.get(rule) or STOPPED[rule]


def measure_name(measure: str, names: Mapping[str, Text] = NO_NAMES) -> Text:
    """The name of what a guardrail counts; a measure that neither the house nor `names` know is called by its code."""
    return MEASURES.get(measure) or names.get(measure) or Text.of(vi=measure, en=measure)


def stopped_because(rule: str, names: Mapping[str, Text] = NO_NAMES) -> Text:
    """One sentence: why the trial was stopped."""
    if not rule.startswith(GUARDRAIL):
        return STOPPED[rule]
    name = measure_name(rule.removeprefix(GUARDRAIL), names)
    vi, en = (name.in_language(language).lower() for language in ("vi", "en"))
    return Text.of(
        vi=f"Ngưỡng an toàn đã bị vượt: {vi} nhiều hơn mức cho phép.",
        en=f"A safety limit was passed: more {en} than permitted.",
    )
