"""What terms do to real rows, before they are proposed."""

import pytest

from longbien.data.models import Agreement
from tests.data.test_agreements import AGREE, form, listed  # noqa: F401
from tests.people.make import actor, client_of

pytestmark = pytest.mark.django_db


def numbers(page: str) -> str:
    return " ".join(page.split())


def test_a_steward_sees_what_each_clause_does_before_proposing(listed):  # noqa: F811
    steward = client_of(actor("department-officer"))
    said = form(organisation="", purpose="", **{"rows-1-column": "size", "rows-1-operator": "at-most",
                                                "rows-1-values": "24", "_try": "1"})  # fmt: skip
    reply = steward.post(AGREE, said)
    page = numbers(reply.content.decode())
    assert reply.status_code == 200
    assert "Rows in all</dt><dd>30</dd>" in page
    assert "Shown to the recipient</dt><dd>5</dd>" in page
    assert (
        '<td class="num" data-label="Hides">20</td><td class="num" data-label="Hidden by nothing else">20</td>' in page
    )
    assert '<td class="num" data-label="Hides">5</td><td class="num" data-label="Hidden by nothing else">5</td>' in page
    assert "hidden by size" in page
    assert "Người 2" not in page
    assert 'value="24"' in page
    assert "<del>21</del> 20" in page
    assert not Agreement.objects.exists()


def test_what_cannot_be_tried_is_told_in_its_place(listed):  # noqa: F811
    steward = client_of(actor("department-officer"))
    reply = steward.post(AGREE, form(**{"_try": "1", "rows-0-values": "many"}))
    assert reply.status_code == 422
    assert "“many” is no value of this column" in reply.content.decode()
    assert "The effect on the rows" not in reply.content.decode()
    small = steward.post(AGREE, form(**{"_try": "1", "columns-1-mask": "as-is", "columns-1-step": ""}))
    assert "10 groups with fewer than 5 rows" in numbers(small.content.decode())
