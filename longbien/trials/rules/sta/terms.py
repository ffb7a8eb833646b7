"""The words of SensorThings 1.1 that this house uses, its bounds, and how a request is refused."""

from typing import Any, NoReturn

from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text

Said = dict[str, Any]
MARK = "sta"  # of observations among telemetry: the first part of their ids, and what they say beside columns
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
MOST_ASKED = 1_000  # sets of observations in one answer
SPEC = "http://www.opengis.net/spec/iot_sensing/1.1/req"
CONFORMANCE = tuple(
    f"{SPEC}/{part}"
    for part in (
        "datamodel",
        "resource-path/resource-path-to-entities",
        "request-data",
        "create-update-delete/create-entity",
        "create-update-delete/link-to-existing-entities",
        "create-update-delete/deep-insert",
        "create-update-delete/deep-insert-status-code",
        "create-update-delete/update-entity",
        "create-update-delete/historical-location-auto-creation",
        "data-array/data-array",
    )
)


def unfit(vi: str, en: str) -> NoReturn:
    """Refusal 400: what was asked or sent can't be understood, or is not offered."""
    raise Refusal("bad-request", Text.of(vi=vi, en=en), status=400)


def check_depth(said: Any, depth: int = 0) -> None:
    """Refusal 400 for lists and objects nested so deeply that no sensor says it."""
    if not isinstance(said, dict | list):
        return
    if depth > DEEPEST_JSON:
        unfit("Nội dung lồng quá sâu.", "The body is nested too deeply.")
    for one in said.values() if isinstance(said, dict) else said:
        check_depth(one, depth + 1)
