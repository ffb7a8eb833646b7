"""The further limits of a licence in sentences: zones, height, fleet, amounts."""

from collections.abc import Iterator
from hashlib import sha256

from longbien.kernel.text import Text
from longbien.trials.rules.limits.parts import Limits
from longbien.trials.rules.limits.zones import SlowZone, Zone
from longbien.trials.rules.prose.places import corners
from longbien.trials.rules.prose.written import amount


def zones(limits: Limits) -> Iterator[Text]:
    """Where nothing may enter, and where it must be slow."""
    for zone in limits.no_go:
        place = _place(zone)
        yield Text.of(vi=f"Không được vào: {place['vi']}.", en=f"Not to be entered: {place['en']}.")
        yield corners(zone.geometry)
    for slow in limits.slow:
        yield _slow(slow)
        yield corners(slow.geometry)


def _slow(zone: SlowZone) -> Text:
    place = _place(zone)
    return Text.of(
        vi=f"Không nhanh hơn {zone.speed_kmh} km/h: {place['vi']}.",
        en=f"No faster than {zone.speed_kmh} km/h: {place['en']}.",
    )


def _place(zone: Zone) -> Text:
    mark = sha256(zone.outline.encode()).hexdigest()
    return Text.of(
        vi=f"{zone.name} và trong vòng {zone.margin_m} m quanh đó (ranh giới có SHA-256 {mark})",
        en=f"{zone.name} and within {zone.margin_m} m of it (its outline has the SHA-256 {mark})",
    )


def further(limits: Limits) -> Iterator[Text]:
    """What is limited besides, as far as it is."""
    if limits.altitude_m is not None:
        yield Text.of(vi=f"Không cao hơn {limits.altitude_m} m.", en=f"No higher than {limits.altitude_m} m.")
    if limits.fleet:
        names = ", ".join(limits.fleet)
        yield Text.of(vi=f"Chỉ các thiết bị: {names}.", en=f"Only the devices {names}.")
    if limits.value_day is not None:
        value = amount(limits.value_day)
        yield Text.of(
            vi=f"Giao dịch mỗi ngày không quá {value['vi']}.", en=f"Transactions of at most {value['en']} a day."
        )
    if limits.distance_km is not None:
        yield Text.of(
            vi=f"Tất cả thiết bị chạy không quá {limits.distance_km} km trong cả thời hạn.",
            en=f"At most {limits.distance_km} km of all devices over the whole term.",
        )
    if limits.device_hours is not None:
        yield Text.of(
            vi=f"Tất cả thiết bị hoạt động không quá {limits.device_hours} giờ trong cả thời hạn.",
            en=f"At most {limits.device_hours} hours of all devices over the whole term.",
        )
    if limits.incidents is not None:
        yield Text.of(
            vi=f"Thử nghiệm dừng ở sự cố thứ {limits.incidents}.", en=f"The trial stops at incident {limits.incidents}."
        )
