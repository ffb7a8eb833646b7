"""Ask a question in SQL of an open set: everyone may, through the same gateway, in places of their own."""

import threading

from longbien.data.actions.workbench.count_use import count_use
from longbien.data.gateway.answer import Answer
from longbien.data.gateway.asking import run
from longbien.data.gateway.terms import Limits
from longbien.data.models import DataSet
from longbien.data.queries.workbench import open_offer
from longbien.data.rules.sql import refused
from longbien.kernel.refusal import Refusal, conflict, not_found
from longbien.kernel.text import Text

AT_ONCE, PATIENCE = 2, 5.0
LIMITS = Limits(seconds=5, memory_mb=384, threads=1)
NOT_OPEN = Text.of(
    vi="Bộ dữ liệu này chỉ được hỏi theo thoả thuận.", en="This data set is asked under an agreement only."
)
NOTHING_YET = Text.of(vi="Bộ dữ liệu này chưa có dòng nào.", en="This data set has no rows yet.")
# Fewer than the gateway has: however many strangers ask, whoever has an agreement is heard.
_places = threading.BoundedSemaphore(AT_ONCE)


def ask_open(code: str, statement: str) -> Answer:
    """The answer. Refusal: not open (403), no rows (409), too many at once (503), any of the gateway's."""
    found = DataSet.objects.filter(code=code).first()
    if found is None:
        raise not_found()
    if found.access != "open":
        raise Refusal("not-open", NOT_OPEN, status=403)
    offer = open_offer(found)
    if offer is None:
        raise conflict("no-rows", NOTHING_YET)
    if not _places.acquire(timeout=PATIENCE):
        raise refused.busy()
    try:
        answer = run(statement, [offer], LIMITS)
    finally:
        _places.release()
    count_use(found.pk, "sql")
    return answer
