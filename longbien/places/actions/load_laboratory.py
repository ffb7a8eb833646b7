"""Take a laboratory into the database."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from longbien.kernel.actor import SYSTEM
from longbien.kernel.subject import Subject
from longbien.places.events import LaboratoryListed
from longbien.places.models import Laboratory, Machine
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit

Said = dict[str, str]


@dataclass(frozen=True)
class Equipped:
    """What the hub's folder says of a laboratory, texts as plain data by language."""

    name: Said
    about: Said | None
    sources: list[str]
    is_publicly_funded: bool
    is_demo: bool


@act
def load_laboratory(*, code: str, told: Equipped, machines: Mapping[str, Said], at: datetime) -> None:
    """Write what differs. A machine that the folder no longer has stays, for its bookings and quotas."""
    values = asdict(told)
    found, is_new = Laboratory.objects.get_or_create(code=code, defaults=values)
    if any(getattr(found, name) != value for name, value in values.items()):
        Laboratory.objects.filter(pk=found.pk).update(**values)
    known = dict(found.machines.values_list("code", "name"))
    for machine, name in machines.items():
        if known.get(machine) != name:
            Machine.objects.update_or_create(code=machine, defaults={"laboratory": found, "name": name})
    if is_new or machines.keys() - known.keys():
        emit(LaboratoryListed(code, tuple(machines)), subject=Subject("places.laboratory", found.pk), by=SYSTEM, at=at)
