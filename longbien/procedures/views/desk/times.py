"""The time a service promises and the time it really took, as the catalogue tells them."""

from dataclasses import dataclass

from django.conf import settings

from longbien.kernel.text import Text
from longbien.procedures.rules.definition import Definition
from longbien.procedures.rules.desk.elapsed import working_day_seconds
from longbien.procedures.rules.desk.promise import promise
from longbien.procedures.rules.desk.quantiles import Taken
from longbien.procedures.rules.desk.spans import working_time


@dataclass(frozen=True)
class Really:
    """How long something really took; nothing but `n` where that were too few to tell."""

    n: int
    is_few: bool
    median: Text | None
    most: Text | None


@dataclass(frozen=True)
class Promised:
    """What the deadlines of a procedure add up to, each unit by itself; `open_ended` names steps without one."""

    spans: tuple[Text, ...]
    open_ended: tuple[Text, ...]


def promised(definition: Definition) -> Promised:
    """The longest way through the procedure."""
    found = promise(definition)
    return Promised(found.spans, tuple(state.title for state in found.open_ended))


def really(taken: Taken | None) -> Really:
    """In words; a single case would show in the figures of fewer than five."""
    if taken is None or taken.is_few:
        return Really(taken.n if taken else 0, True, None, None)
    a_day = working_day_seconds(settings.HUB.calendar)
    return Really(taken.n, False, working_time(taken.median, a_day), working_time(taken.most, a_day))
