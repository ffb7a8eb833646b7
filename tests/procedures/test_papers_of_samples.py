"""The letters that samples come to, without a database."""

from django.conf import settings

from longbien.procedures.rules.authoring.trying import papers_in
from longbien.procedures.rules.migrating.verdicts import Edition
from longbien.procedures.rules.reading import read_definition
from tests.procedures import make
from tests.procedures.test_letters import SAMPLES, WITH


def test_the_first_sample_that_comes_to_a_letter_fills_it():
    edition = Edition(read_definition(make.changed(make.sample(), {"set": WITH}), make.LANGUAGES), make.sample_forms())
    later = {**SAMPLES["samples"][0], "title": "granted later", "today": "2026-11-30"}
    papers = papers_in({"samples": [*SAMPLES["samples"], later]}, edition, settings.HUB.calendar)
    assert papers.keys() == {"award"}
    assert papers["award"] == papers_in(SAMPLES, edition, settings.HUB.calendar)["award"]
