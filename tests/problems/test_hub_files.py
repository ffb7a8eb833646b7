"""The hub's problem files: every fault with its file and line."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings

from longbien.kernel.actor import ANONYMOUS
from longbien.kernel.refusal import Fault
from longbien.kernel.sourced import parse_yaml
from longbien.problems import queries
from longbien.problems.actions.load import Loaded, load_problems, problem_id
from longbien.problems.hub import check, load, statement_of
from tests.problems import make

GOOD = """\
problem: dark-streets
title: {vi: Đường tối, en: Dark streets}
summary: {vi: Thiếu đèn., en: Lamps are missing.}
sector: mobility
technologies: [smart-city]
published: 2026-03-18
kpis:
  - name: {vi: Số đèn, en: Lamps}
    baseline: not-published
    target: "40"
source: [decision-1193, city-plan-2025]
"""


def read(text, name="dark.yaml"):
    return parse_yaml(text.encode(), named=name)


def faults(*texts):
    files = tuple(read(text, f"{n}.yaml") for n, text in enumerate(texts))
    return [(one.where, one.what["en"]) for one in check(settings.HUB, files) if isinstance(one, Fault)]


def test_a_good_file_has_no_fault():
    assert faults(GOOD) == []


LONG = f"summary: {{vi: x, en: {'x' * 5000}}}"
KPIS = GOOD[GOOD.index("kpis:") : GOOD.index("source:")].rstrip()


@pytest.mark.parametrize(
    ("of", "instead", "line", "says"),
    [
        ("title: {vi: Đường tối, en: Dark streets}", "titel: {vi: Đường tối, en: Dark streets}", 2, "titel"),
        ("title: {vi: Đường tối, en: Dark streets}", "title: {vi: Đường tối}", 2, "lacks language"),
        ("published: 2026-03-18", "published: yesterday", 6, "a date"),
        (KPIS, "kpis: 3", 7, "kpis"),
        ("summary: {vi: Thiếu đèn., en: Lamps are missing.}", LONG, 3, "longer than"),
        ("sector: mobility", "localities: [atlantis]\nsector: mobility", 4, "does not have this"),
    ],
)
def test_a_fault_is_named_with_its_line(of, instead, line, says):
    found = faults(GOOD.replace(of, instead))
    assert any(where == f"0.yaml:{line}" and says in what for where, what in found), found


def test_a_source_that_the_hub_does_not_describe_is_the_loaders_to_name():
    assert faults(GOOD.replace("decision-1193", "hearsay")) == []


def test_two_files_may_not_share_a_code():
    assert faults(GOOD, GOOD) == [("1.yaml:1", "this code is already used in 0.yaml")]


def test_sources_become_documents_with_who_made_them_known():
    sources = statement_of(settings.HUB, read(GOOD))["sources"]
    assert sources[0]["source"]["en"].startswith("Decision 1193/QĐ-UBND (")
    assert [one["as_of"] for one in sources] == ["2026-03-18", ""]


@pytest.mark.django_db
def test_a_changed_file_is_a_new_version_and_an_officers_change_stays_in_the_history():
    load(settings.HUB, (read(GOOD),), make.NOW)
    load(settings.HUB, (read(GOOD),), make.NOW)
    dark = problem_id(settings.HUB.code, "dark-streets")
    assert queries.problem(ANONYMOUS, dark).number == 1
    load(settings.HUB, (read(GOOD.replace('"40"', '"50"')),), make.NOW + timedelta(days=1))
    assert queries.problem(ANONYMOUS, dark).kpis[0].target == "50"
    assert [one.number for one in queries.versions(dark)] == [2, 1]
    assert queries.problem(ANONYMOUS, dark, number=1).kpis[0].target == "40"


@pytest.mark.django_db
def test_loading_again_never_reopens_a_closed_problem():
    statement = statement_of(settings.HUB, read(GOOD))
    one = Loaded(settings.HUB.code, "dark-streets", statement, make.NOW.date(), "", is_demo=False)
    load_problems((one,), at=make.NOW)
    dark = problem_id(settings.HUB.code, "dark-streets")
    make.closed(dark)
    changed = replace(one, statement={**statement, "sector": "food"})
    assert load_problems((changed,), at=make.NOW) == 1
    shown = queries.problem(ANONYMOUS, dark)
    assert (shown.is_open, shown.sector) == (False, "food")
