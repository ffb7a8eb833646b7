"""What problems give to the data platform: the public catalogue, and which data each of them needs."""

from collections.abc import Iterator
from typing import Any

from longbien.data.registry import needs, supply
from longbien.data.rules.access.strategy import Need
from longbien.kernel.actor import ANONYMOUS
from longbien.problems.queries.needs import needs_of_problems
from longbien.problems.queries.shown import Filters, cards, catalogue


@supply("problems.published")
def problems() -> Iterator[dict[str, Any]]:
    """Every public problem of the city, without demonstrations."""
    for one in cards(catalogue(ANONYMOUS, Filters())):
        if not one.is_demo:
            yield {
                "code": one.code, "title_vi": one.title.in_language("vi"), "title_en": one.title.in_language("en"),
                "group": one.group or None, "sector": one.sector or None, "status": one.status.value,
                "published_on": one.published_on,
            }  # fmt: skip


@needs
def of_problems() -> Iterator[Need]:
    """Every problem that is open for solutions, with the data that it names."""
    yield from needs_of_problems()
