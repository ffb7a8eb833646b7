"""The words of SensorThings 1.1 that this house uses, its bounds, and how a request is refused."""

from typing import Any, NoReturn

from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text

Said = dict[str, Any]
MARK = "sta"  # of observations among telemetry: the first part of their ids, and what they say beside columns
SENSED = f"{MARK}:"
MOST_OBSERVATIONS = 10_000  # in one request
MOST_ENTITIES = 500  # that one request declares
PAGE, LARGEST_PAGE = 100, 1_000
DEEPEST = 6  # of what is nested: entities sent, $expand
DEEPEST_JSON = 40  # lists and objects within each other
DEEPEST_FILTER = 30  # brackets and operations within each other
LONGEST_FILTER = 4_000  # characters
MOST_EXPANDED = 12  # different ways that one request follows
MOST_SCANNED = 100_000  # observations that one request looks at one by one
MOST_SHOWN = 20_000  # entities in one answer
MOST_ASKED = 300  # sets of observations in one answer
LONGEST_NUMBER = 18  # digits
SPEC = "http://www.opengis.net/spec/iot_sensing/1.1/req"
READ = (
    "status-code", "order", "expand", "select", "orderby", "top", "skip", "count", "pagination", "filter",
    "built-in-filter-operations",
)  # fmt: skip
WRITTEN = (
    "create-entity", "link-to-existing-entities", "deep-insert", "deep-insert-status-code", "update-entity",
    "historical-location-auto-creation",
)  # fmt: skip
CONFORMANCE = (
    f"{SPEC}/datamodel",
    f"{SPEC}/resource-path/resource-path-to-entities",
    *(f"{SPEC}/request-data/{one}" for one in READ),
    *(f"{SPEC}/create-update-delete/{one}" for one in WRITTEN),
    f"{SPEC}/data-array/data-array",
)


def unfit(vi: str, en: str) -> NoReturn:
    """Refusal 400: what was asked or sent can't be understood, or is not offered."""
    raise Refusal("bad-request", Text.of(vi=vi, en=en), status=400)


def absent(name: str, written: Any) -> NoReturn:
    """Refusal 400: an entity that is named isn't there."""
    named = str(written)[:60]
    unfit(f"Không có {name} “{named}”.", f"There is no {name} “{named}”.")


def number_in(written: Any) -> int | None:
    """The number of an entity as clients write it, in quotes or without; None for what is none."""
    if isinstance(written, str) and written.isascii() and written.isdigit() and len(written) <= LONGEST_NUMBER:
        return int(written)
    return written if type(written) is int else None


def check_depth(said: Any, depth: int = 0) -> None:
    """Refusal 400 for lists and objects nested so deeply that no sensor says it."""
    if not isinstance(said, dict | list):
        return
    if depth > DEEPEST_JSON:
        unfit("Nội dung lồng quá sâu.", "The body is nested too deeply.")
    for one in said.values() if isinstance(said, dict) else said:
        check_depth(one, depth + 1)
