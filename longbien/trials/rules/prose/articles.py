"""A licence in prose: the policy that is enforced, said in sentences, article by article, in both languages.

Made from the policy alone, and from all of it: two policies that enforce differently read differently (a test draws
them at random). So what a person reads on paper is what the machine enforces.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from longbien.kernel.text import Text
from longbien.kernel.written import amount, count, day, same
from longbien.record.rules.leaf import canonical
from longbien.trials.rules import words
from longbien.trials.rules.monitors.rails import Rail, rails_of
from longbien.trials.rules.plan import CAPS, Plan, Window
from longbien.trials.rules.policy import SKEW_MINUTES, Policy, Site
from longbien.trials.rules.prose.comparisons import compared
from longbien.trials.rules.prose.hours import hours
from longbien.trials.rules.prose.limits import further, zones
from longbien.trials.rules.prose.places import corners
from longbien.trials.rules.prose.rails import at_most, measure_called
from longbien.trials.rules.standing import last_day

IDLE = Text.of(
    vi=": không có tác dụng, vì giấy phép không đặt giới hạn này",
    en=": without effect, for the licence sets no such limit",
)


@dataclass(frozen=True)
class Article:
    """A heading and the sentences under it."""

    title: Text
    lines: tuple[Text, ...]


def articles(policy: Policy) -> tuple[Article, ...]:
    """What is licensed, in the order in which a reader asks for it; what a licence doesn't limit has no article."""
    plan = policy.plan
    found = (
        Article(Text.of(vi="Thử nghiệm", en="The trial"), (same(plan.title), same(plan.summary), *_kind(policy))),
        Article(
            Text.of(vi="Nơi thử nghiệm", en="Where"),
            tuple(line for site in policy.sites for line in (_site(site), corners(site.geometry))),
        ),
        Article(Text.of(vi="Vùng cấm và vùng hạn chế tốc độ", en="No-go and slow zones"), tuple(zones(plan.limits))),
        Article(
            Text.of(vi="Thời gian", en="When"),
            (_term(plan), *_outside(policy), *map(_window, plan.windows), *_holidays(policy), _zone(policy)),
        ),
        Article(Text.of(vi="Hạn mức", en="Limits"), (*_caps(plan), *further(plan.limits), *_sensors(policy))),
        Article(
            Text.of(vi="Ngưỡng an toàn", en="Guardrails"),
            (*(_guardrail(rail, policy) for rail in rails_of(policy)), _odds(policy)),
        ),
        Article(Text.of(vi="Dừng ngay", en="Stops at once"), tuple(_stops(plan))),
        Article(Text.of(vi="Điều cần so sánh", en="What is compared"), tuple(compared(policy))),
        Article(Text.of(vi="Được miễn áp dụng", en="Exempt from"), tuple(_exemptions(plan))),
        Article(Text.of(vi="Kiểm tra được", en="How to check"), tuple(_checks(policy))),
    )
    return tuple(one for one in found if one.lines)


def _kind(policy: Policy) -> Iterator[Text]:
    if policy.terms:
        mark = sha256(canonical(policy.terms.to_data())).hexdigest()
        yield Text.of(
            vi=f"Loại thử nghiệm: {policy.terms.kind}; cách đếm và đọc dữ liệu có SHA-256 {mark}.",
            en=f"Kind of trial: {policy.terms.kind}; how it counts and reads telemetry has the SHA-256 {mark}.",
        )


def _site(site: Site) -> Text:
    mark = sha256(canonical(dict(site.geometry))).hexdigest()
    names = {language: site.name.get(language) or next(iter(site.name.values())) for language in ("vi", "en")}
    return Text.of(
        vi=f"{names['vi']} (mã {site.code}), theo ranh giới có SHA-256 {mark}.",
        en=f"{names['en']} (code {site.code}), within the boundary whose SHA-256 is {mark}.",
    )


def _term(plan: Plan) -> Text:
    first, last = day(plan.term.start), day(last_day(plan.term))
    return Text.of(
        vi=f"{plan.term_months} tháng: từ {first['vi']} đến hết {last['vi']}.",
        en=f"{plan.term_months} months: from {first['en']} to the end of {last['en']}.",
    )


def _outside(policy: Policy) -> Iterator[Text]:
    if policy.term_alone:
        yield Text.of(
            vi="Dữ liệu ghi ngày ngoài thời hạn này là vi phạm thời hạn, và không được tính vào bất cứ điều gì khác.",
            en="Telemetry dated outside this term breaks the term, and counts for nothing else.",
        )


def _sensors(policy: Policy) -> Iterator[Text]:
    if policy.terms and policy.terms.moves:
        yield Text.of(
            vi="Thiết bị của loại này di chuyển: cảm biến cố định không phải thiết bị thử nghiệm, "
            "trừ khi giấy phép nêu tên.",
            en="Devices of this kind move: a sensor that stays in its place is none, unless the licence names it.",
        )


def _window(window: Window) -> Text:
    said = hours(window)
    return Text.of(vi=f"{said['vi']}.", en=f"{said['en']}.")


def _holidays(policy: Policy) -> Iterator[Text]:
    if policy.plan.minds_holidays:
        vi, en = ("; ".join(day(one)[language] for one in policy.holidays) or "–" for language in ("vi", "en"))
        yield Text.of(vi=f"Ngày nghỉ lễ trong thời hạn: {vi}.", en=f"Public holidays of the term: {en}.")


def _zone(policy: Policy) -> Text:
    return Text.of(
        vi=f"Giờ tính theo múi giờ {policy.timezone}. Ngoài các khung giờ này không được hoạt động.",
        en=f"Hours are those of the time zone {policy.timezone}. Outside them nothing may operate.",
    )


def _caps(plan: Plan) -> Iterator[Text]:
    value, devices, people = amount(plan.value), count(plan.devices), count(plan.participants)
    yield Text.of(
        vi=f"Nhiều nhất {devices['vi']} thiết bị hoạt động cùng lúc.",
        en=f"At most {devices['en']} devices at work at once.",
    )
    yield Text.of(
        vi=f"Nhiều nhất {people['vi']} người tham gia tại một thời điểm.",
        en=f"At most {people['en']} participants at any moment.",
    )
    yield Text.of(vi=f"Không nhanh hơn {plan.speed_kmh} km/h.", en=f"No faster than {plan.speed_kmh} km/h.")
    yield Text.of(
        vi=f"Tổng giá trị giao dịch trong cả thời hạn không quá {value['vi']}.",
        en=f"Transactions of at most {value['en']} over the whole term.",
    )


def _guardrail(rail: Rail, policy: Policy) -> Text:
    name, most = measure_called(rail, policy), at_most(rail, policy)
    return Text.of(
        vi=f"{name.in_language('vi')} ({rail.measure}): {most['vi']}.",
        en=f"{name.in_language('en')} ({rail.measure}): {most['en']}.",
    )


def _odds(policy: Policy) -> Text:
    odds, by_day = count(policy.alarm_odds), policy.terms is not None and policy.terms.by_day
    return Text.of(
        vi=f"Khi mức bằng chứng vượt ngưỡng đạt {odds['vi']}, thử nghiệm tự động dừng.{BY_DAY['vi'] if by_day else ''}",
        en=f"When the evidence that a guardrail is passed reaches {odds['en']} to 1, the trial stops by itself."
        f"{BY_DAY['en'] if by_day else ''}",
    )


def _stops(plan: Plan) -> Iterator[Text]:
    if not plan.stops:
        yield Text.of(
            vi="Không vi phạm đơn lẻ nào làm dừng thử nghiệm; mỗi vi phạm đều được ghi sổ.",
            en="No single breach stops the trial; each is recorded.",
        )
    for cap in CAPS:
        if cap in plan.stops:
            name = words.rule_name(cap)
            idle = cap in plan.idle_stops
            yield Text.of(
                vi=f"{name['vi']}{IDLE['vi'] if idle else ''}.",
                en=f"{name['en']}{IDLE['en'] if idle else ''}.",
            )


def _exemptions(plan: Plan) -> Iterator[Text]:
    if not plan.exemptions:
        yield Text.of(vi="Không miễn quy định nào.", en="From no provision.")
    for asked in plan.exemptions:
        yield Text.of(vi=f"{asked.provision}. Lý do: {asked.why}", en=f"{asked.provision}. Why: {asked.why}")


def _checks(policy: Policy) -> Iterator[Text]:
    yield Text.of(
        vi=f"Bản này lập từ đúng chính sách mà dữ liệu của thiết bị được đối chiếu, SHA-256 {policy.sha256}.",
        en=f"This was written from the very policy that telemetry is judged by, SHA-256 {policy.sha256}.",
    )
    yield Text.of(
        vi=f"Kế hoạch: SHA-256 {policy.plan.sha256}. Chế độ pháp lý: {policy.regime}, SHA-256 {policy.regime_sha256}.",
        en=f"Plan: SHA-256 {policy.plan.sha256}. Regime: {policy.regime}, SHA-256 {policy.regime_sha256}.",
    )
    yield Text.of(
        vi=f"Đồng hồ của thiết bị được nhanh nhiều nhất {SKEW_MINUTES} phút.",
        en=f"A device's clock may run ahead by at most {SKEW_MINUTES} minutes.",
    )


BY_DAY = Text.of(
    vi=" Nơi tính theo ngày của thiết bị, bằng chứng được cân theo từng ngày của cả đội.",
    en=" Where days of vehicles count, it is weighed day by day of all of them together.",
)
