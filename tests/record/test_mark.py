"""What was made from the record may be kept exactly as long as its mark stays."""

import pytest

from longbien.record.actions.sequence import sequence
from longbien.record.queries import mark
from tests.record import make

pytestmark = pytest.mark.django_db


def test_the_mark_is_another_one_after_every_event_and_once_it_is_placed():
    seen = [mark()]
    for _ in range(3):
        make.note(1, subject=make.trial())
        seen.append(mark())
    sequence()
    seen.append(mark())
    make.note(1, subject=make.trial())
    seen.append(mark())
    assert len(set(seen)) == len(seen)
    assert mark() == mark()
