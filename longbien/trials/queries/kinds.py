"""Reads of the kinds of trial that the hub knows."""

from django.conf import settings

from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text
from longbien.trials.kinds import shelf
from longbien.trials.rules.kinds.kind import Kind


def kinds() -> tuple[Kind, ...]:
    """Every kind, by code: those of the house and the hub's own."""
    return tuple(shelf.kinds(settings.HUB).values())


def measure_names() -> dict[str, Text]:
    """What the measures of all kinds are called, by code."""
    return {one.code: one.name for found in kinds() for one in found.terms.measures}


def amount_names() -> dict[str, Text]:
    """What the amounts of all kinds are called, by code."""
    return {one.code: one.name for found in kinds() for one in found.terms.amounts}


def kind_named(code: str) -> Kind | None:
    """A kind; None where there is none, or no longer."""
    return shelf.kinds(settings.HUB).get(code)


def kind(code: str) -> Kind | None:
    """A kind; None for a plan of none. Refusal 422 for one that the hub doesn't know."""
    if not code:
        return None
    found = shelf.kinds(settings.HUB)
    if code not in found:
        known = ", ".join(found)
        what = Text.of(
            vi=f"Không có loại thử nghiệm “{code}”. Có: {known}.",
            en=f"There is no kind of trial “{code}”. There are: {known}.",
        )
        raise Refusal("no-such-kind", what, faults=(Fault("/kind", what),))
    return found[code]
