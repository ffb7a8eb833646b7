"""Until when a service is offered, in words."""

from datetime import date

from longbien.kernel.text import Text
from longbien.procedures.rules.definition import Service


def no_longer(service: Service) -> Text:
    """What whoever wants a service hears that is offered no more, with where to turn instead."""
    day, instead = service.until or date.max, service.instead
    vi = f"Dịch vụ này chỉ nhận hồ sơ mới đến hết ngày {day:%d/%m/%Y}. Hồ sơ đã mở vẫn được giải quyết."
    en = f"This service took new cases until {day.day} {day:%B %Y} only. Cases that were open go on."
    return Text.of(vi=_with(vi, instead, "vi"), en=_with(en, instead, "en"))


def _with(said: str, instead: Text | None, language: str) -> str:
    return f"{said} {instead.in_language(language)}" if instead else said
