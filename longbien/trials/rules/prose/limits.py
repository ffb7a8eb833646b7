"""The further limits of a licence in sentences: zones, height, fleet, amounts."""

from collections.abc import Iterator
from hashlib import sha256

from longbien.kernel.text import Text
from longbien.kernel.written import amount, count
from longbien.trials.rules.limits.parts import Limits
from longbien.trials.rules.limits.zones import SlowZone, Zone
from longbien.trials.rules.prose.places import corners


def zone_said(zone: Zone) -> Text:
    """Where nothing may enter, or how slow it must be: “Not within 30 m of “School””."""
    vi, en = (f"“{zone.name}”" for _ in ("vi", "en"))
    if zone.margin_m:
        margin = count(zone.margin_m)
        vi, en = f"{vi} và trong vòng {margin['vi']} m quanh đó", f"{en} and within {margin['en']} m of it"
    if isinstance(zone, SlowZone):
        return Text.of(
            vi=f"Không nhanh hơn {zone.speed_kmh} km/h tại {vi}", en=f"No faster than {zone.speed_kmh} km/h at {en}"
        )
    return Text.of(vi=f"Không được vào {vi}", en=f"Not into {en}")


def zones(limits: Limits) -> Iterator[Text]:
    """Each zone with the mark of its outline and its corners, for paper."""
    for zone in (*limits.no_go, *limits.slow):
        said, mark = zone_said(zone), sha256(zone.outline.encode()).hexdigest()
        yield Text.of(
            vi=f"{said['vi']} (ranh giới có SHA-256 {mark}).", en=f"{said['en']} (its outline has the SHA-256 {mark})."
        )
        yield corners(zone.geometry)


def further(limits: Limits) -> Iterator[Text]:
    """What is limited besides, as far as it is."""
    if limits.altitude_m is not None:
        high = count(limits.altitude_m)
        yield Text.of(
            vi=f"Không cao hơn {high['vi']} m so với mặt đất.", en=f"No higher than {high['en']} m above ground."
        )
    if limits.fleet:
        names = ", ".join(limits.fleet)
        yield Text.of(vi=f"Chỉ các thiết bị: {names}.", en=f"Only the devices {names}.")
    if limits.value_day is not None:
        value = amount(limits.value_day)
        yield Text.of(
            vi=f"Giao dịch mỗi ngày không quá {value['vi']}.", en=f"Transactions of at most {value['en']} a day."
        )
    if limits.distance_km is not None:
        far = count(limits.distance_km)
        yield Text.of(
            vi=f"Tất cả thiết bị chạy không quá {far['vi']} km trong cả thời hạn.",
            en=f"At most {far['en']} km of all devices over the whole term.",
        )
    if limits.device_hours is not None:
        long = count(limits.device_hours)
        yield Text.of(
            vi=f"Tất cả thiết bị hoạt động không quá {long['vi']} giờ trong cả thời hạn.",
            en=f"At most {long['en']} hours of all devices over the whole term.",
        )
    if limits.incidents is not None:
        yield Text.of(
            vi=f"Thử nghiệm dừng ở sự cố thứ {limits.incidents}.", en=f"The trial stops at incident {limits.incidents}."
        )
    if limits.consent:
        yield Text.of(
            vi="Chỉ người đã được ghi nhận đồng ý từ trước mới được tham gia; ai rút lại thì không còn tham gia.",
            en="Only who is on file as consenting before may take part, and nobody who has withdrawn.",
        )
