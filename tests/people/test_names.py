"""Names as people write them: kept when they can be shown, refused when they can't."""

import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from longbien.kernel.refusal import Refusal
from longbien.people.rules.names import TRICKS, clean_name
from longbien.people.rules.seats import has_room, written

SPECS = Path(__file__).parents[1] / "specs" / "people"


def load(name):
    return yaml.safe_load((SPECS / f"{name}.yaml").read_text())["cases"]


@pytest.mark.parametrize("case", load("names"), ids=lambda case: ascii(case["when"])[:40])
def test_names(case):
    if "refused" in case:
        with pytest.raises(Refusal) as refusal:
            clean_name(case["when"], longest=20)
        assert refusal.value.faults[0].what["en"].startswith(case["refused"])
    else:
        assert clean_name(case["when"], longest=20) == case["expect"]


@given(st.text(max_size=60))
def test_what_is_kept_is_one_visible_line(written_name):
    try:
        name = clean_name(written_name, longest=50)
    except Refusal as refusal:
        assert refusal.status == 422  # noqa: PT017
        return
    assert 0 < len(name) <= 50
    assert name == unicodedata.normalize("NFC", name).strip()
    assert not TRICKS & set(name)
    assert not any(unicodedata.category(letter).startswith(("Cc", "Zl", "Zp")) for letter in name)
    assert clean_name(name, longest=50) == name


@pytest.mark.parametrize("case", load("seats"), ids=str)
def test_seats(case):
    assert has_room(case["when"]["terms"], case["when"]["taken"]) is case["expect"]


@pytest.mark.parametrize(
    ("terms", "said"), [({"at_most": 9}, "at_most 9"), ("not-published", "not-published"), (2, "2")]
)
def test_terms_in_the_record(terms, said):
    assert written(terms) == said
