"""Several regimes: packs as published, plans weighed against each, the command and the pages."""

import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from longbien.kernel.actor import SYSTEM
from longbien.kernel.period import Period
from longbien.kernel.refusal import Refusal
from longbien.kernel.sourced import read_yaml
from longbien.trials import queries
from longbien.trials.actions.adopt_regime import adopt_regime
from longbien.trials.hub import REGIMES
from longbien.trials.queries.regimes import weigh
from longbien.trials.rules.regime import SECTIONS, check_extension, check_plan, read_regime
from tests.trials.make import LANGUAGES, NOW, licensed, places_and_law, plan, plan_data, regime_data

SHIPPED = {
    "capital-law-art-25", "decree-94-2025-fintech", "decree-353-2025-digital-technology", "decree-169-2025-data",
    "eu-ai-act-57-61",
}  # fmt: skip


def shipped(settings):
    files = tuple(read_yaml(path) for path in sorted((settings.HUB.folder / "regimes").glob("*.yaml")))
    return {file.data["code"]: file for file in files}


def test_the_hub_ships_five_and_says_of_none_that_counsel_signed(settings):
    packs = shipped(settings)
    assert set(packs) == SHIPPED
    for file in packs.values():
        found = read_regime(json.loads(json.dumps(file.data, default=str)), LANGUAGES)
        assert not found.verified
        assert found.open, "what is not to hand stands there"
        assert set(found.provisions) <= set(SECTIONS)


@pytest.mark.parametrize(
    ("code", "grants", "term", "extensions"),
    [
        ("capital-law-art-25", True, 36, (1, 36)),
        ("decree-94-2025-fintech", False, 24, (2, 12)),
        ("decree-353-2025-digital-technology", False, None, (0, None)),
        ("decree-169-2025-data", False, None, (0, None)),
        ("eu-ai-act-57-61", False, 6, (1, 6)),
    ],
)
def test_limits_are_those_of_the_law(settings, code, grants, term, extensions):
    data = json.loads(json.dumps(shipped(settings)[code].data, default=str))
    found = read_regime(data, LANGUAGES)
    longest = (found.term.max_months if found.term else None, found.extension.max_months if found.extension else None)
    assert (found.can_grant, longest[0], (found.extensions, longest[1])) == (grants, term, extensions)


def test_nobody_grants_under_a_regime_whose_longest_term_is_not_known():
    data = regime_data()
    del data["term"], data["extensions"]
    law = read_regime(data, LANGUAGES)
    assert [one.code for one in check_plan(plan(), law).against] == ["term-unknown"]
    start = date(2026, 1, 1)
    refused = check_extension(Period.of_months(start, 6), start, 1, 0, law)
    assert [one.code for one in refused.against] == ["no-extension-left", "extension-too-long"]
    assert {str(one.citation) for one in refused.against} == {"Test Law 1/2025, Art. 7"}


def test_law_is_cited_in_the_reader_s_language():
    law = {"source": {"vi": "Luật thử", "en": "Test Law"}, "locator": {"vi": "Điều 7", "en": "Art. 7"}}
    found = read_regime(regime_data(legal_basis=[law]), LANGUAGES)
    assert found.basis[0].in_language("vi") == "Luật thử, Điều 7"
    assert found.term.citation.in_language("en") == "Test Law, Art. 7"


@pytest.fixture
def law(db, settings):
    places_and_law()
    REGIMES.load(settings.HUB, tuple(shipped(settings).values()), NOW)


@pytest.mark.usefixtures("law")
def test_without_a_name_the_one_that_the_city_licenses_under_is_meant():
    with pytest.raises(Refusal):
        queries.regime_in_force()  # the test regime grants as well
    assert queries.regime_in_force("eu-ai-act-57-61").number == 1
    adopt_regime(regime_data(grants=False), by=SYSTEM, at=NOW)
    assert queries.regime_in_force().code == "capital-law-art-25"


@pytest.mark.usefixtures("law")
def test_one_plan_weighed_against_all():
    found = {
        one.code: {reason.code for reason in weigh(plan(term_months=25), one).against} for one in queries.regimes()
    }
    assert found["test-regime"] == set()
    assert found["decree-94-2025-fintech"] == {"granted-elsewhere", "term-too-long"}
    assert {"granted-elsewhere", "term-too-long"} <= found["eu-ai-act-57-61"]
    assert "term-unknown" in found["decree-353-2025-digital-technology"]


@pytest.fixture
def written(tmp_path):
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(plan_data(term_months=25)))
    return path


@pytest.mark.usefixtures("law")
def test_the_command_weighs_a_file(written, capsys):
    call_command("regime", "check", str(written), "--regime", "test-regime")
    assert capsys.readouterr().out == "test-regime: fits\n"
    with pytest.raises(SystemExit) as ended:
        call_command("regime", "check", str(written), "--regime", "decree-94-2025-fintech")
    assert ended.value.code == 1
    out = capsys.readouterr().out
    assert "/term_months: 25 months were asked for, but the law allows at most 24" in out
    assert "(Decree 94/2025/NĐ-CP)" in out
    with pytest.raises(SystemExit):
        call_command("regime", "check", str(written))
    assert capsys.readouterr().out.count("fit") == len(SHIPPED) + 1


@pytest.mark.usefixtures("law")
def test_the_command_lists_and_shows(capsys):
    call_command("regime", "list")
    out = capsys.readouterr().out
    assert all(code in out for code in SHIPPED)
    assert "term open" in out
    call_command("regime", "show", "decree-94-2025-fintech")
    out = capsys.readouterr().out
    assert "eligibility: Managers have a degree" in out
    assert "open: The report schedule" in out


@pytest.mark.usefixtures("law")
@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[1]", "a plan is a list of names"),
        ("title: [", "plan.json:"),
        ("term_months: many", "/term_months: This part can't be read."),
    ],
)
def test_a_plan_that_cannot_be_read_is_refused_by_its_part(written, content, said):
    written.write_text(content)
    with pytest.raises(CommandError, match=said.replace("[", r"\[")):
        call_command("regime", "check", str(written))


@pytest.mark.usefixtures("law")
def test_an_unknown_regime_names_those_there_are(written):
    with pytest.raises(CommandError, match=r"there is no regime nothing; there are: .*eu-ai-act-57-61"):
        call_command("regime", "check", str(written), "--regime", "nothing")


@pytest.mark.usefixtures("law")
def test_the_pages_tell_what_is_known_and_what_is_open():
    browser = Client(headers={"host": "localhost"})
    listed = browser.get("/en/regimes/").content.decode()
    assert "24 months, 2 extensions of 12 each" in listed
    assert "not known yet" in listed
    told = browser.get("/regimes/decree-94-2025-fintech").content.decode()
    for words in ("Ngân hàng Nhà nước Việt Nam", "Ai được thử nghiệm", "Chế độ báo cáo và thời hạn báo cáo sự cố"):
        assert words in told
    assert browser.get("/regimes/nothing").status_code == 404


@pytest.mark.usefixtures("law")
def test_a_trial_that_is_not_there_is_said():
    told = Client(headers={"host": "localhost"}).get("/en/regimes/?trial=none").content.decode()
    assert "There is no trial none in the register." in told


@pytest.mark.django_db
def test_the_plan_of_a_licence_is_weighed_against_each(settings):
    staged = licensed()
    REGIMES.load(settings.HUB, tuple(shipped(settings).values()), NOW)
    number = queries.card(staged.id).number
    told = Client(headers={"host": "localhost"}).get("/en/regimes/", {"trial": number}).content.decode()
    assert ">fits<" in told
    assert "does not fit" in told
    assert "State Bank of Vietnam; the hub only helps" in told
