"""A gate that was passed is attested to the team, once, and anyone it shows that to can check it."""

from datetime import timedelta

import pytest

from longbien.credentials.queries import credentials_about, document_of, verify
from longbien.kernel.subject import Subject
from longbien.ventures.actions.pass_gate import pass_gate
from longbien.ventures.models import Venture
from tests.ventures import make

pytestmark = pytest.mark.django_db


def test_a_gate_passed_is_attested_once():
    make.house()
    stage = make.played("delivery-robots")
    venture = Venture.objects.get(pk=stage.venture_id)
    at = make.NOW + timedelta(days=1)
    pass_gate(venture.pk, case_id=stage.cases["gate"], by=stage.actor("board-1"), at=at)
    [card] = credentials_about(Subject("ventures.venture", venture.pk))
    assert (card.kind.code, card.holder_id) == ("attestation", venture.organisation_id)
    assert card.name.startswith("Minh hoạ: Đã qua cổng giai đoạn: ")
    assert card.number.startswith("HS-")
    assert verify(document_of(card.id), at=at).outcome == "ok"
