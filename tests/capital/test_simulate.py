"""The simulation as a page and as a command; the cases on the command line."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from longbien.capital.rules.captable.ocf.package import written
from longbien.capital.rules.performance import rates
from longbien.capital.views.simulate import LONGEST
from longbien.kernel import extras
from tests.capital.rules.test_ocf import OURS

PUBLISHED = Path(__file__).parents[1] / "specs/capital/published.json"
FLOWS = """\
currency: USD
day_count: 30/360
flows:
  - {on: 2026-01-01, public: 600, private: 625}
  - {on: 2034-01-01, proceeds: 3062.50}
terms: {carry: 20%, hurdle: {rate: 8%}, catch_up: {share: 100%}}
public_terms: {capped: {rate: 5%}}
"""


def run(*words, **options):
    out, err = StringIO(), StringIO()
    call_command("capital", *map(str, words), stdout=out, stderr=err, **options)
    return out.getvalue()


@pytest.fixture
def flows(tmp_path):
    path = tmp_path / "flows.yaml"
    path.write_text(FLOWS)
    return path


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "words"), [("/capital/simulate", "Năm cách"), ("/en/capital/simulate", "Five ways")])
def test_the_sample_is_compared_at_once(client, path, words):
    page = client.get(path)
    body = page.content.decode()
    assert page.status_code == 200
    assert words in body
    assert body.count("<svg") - body.count('class="truss"') >= 2
    assert body.count('scope="rowgroup"') == 5


@pytest.mark.django_db
def test_flows_are_pasted(client):
    page = client.post("/en/capital/simulate", {"flows": FLOWS})
    body = page.content.decode()
    assert page.status_code == 200
    assert "Before the two sides share, the manager gets $367.50." in body
    assert body.count(">assumed<") == 3
    csv = "on,public,private,proceeds\n2026-01-01,600,625,\n2034-01-01,,,3062"
    assert client.post("/capital/simulate", {"flows": csv}).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("flows: [<script>", "Line 1"),
        (" ", "There are no flows yet"),
        ("currency: USD", "key “flows” is missing"),
        ("flows:\n- {on: 2026-01-01, public: 1, private: x}\n- {on: 2027-01-01}", 'data-line="2"'),
        ("#" * (LONGEST + 1), "at most 100,000 characters"),
        ("a\x00b\ud800", "Line 1"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, written, words):
    page = client.post("/en/capital/simulate", {"flows": written.encode("utf-8", "replace").decode()})
    body = page.content.decode()
    assert page.status_code == 422
    assert words in body
    assert "<script>" not in body.partition("<textarea")[2]
    assert written[:5].replace("<", "&lt;").strip("\x00") in body or not written.isprintable()


@pytest.mark.django_db
def test_without_the_extra_the_page_says_so(client, monkeypatch):
    def missing(name):
        raise ImportError(name)

    monkeypatch.setattr(rates, "pyxirr", rates.pyxirr.__wrapped__)
    monkeypatch.setattr(extras.importlib, "import_module", missing)
    body = client.get("/en/capital/simulate").content.decode()
    assert "pip install &#x27;longbien[capital]&#x27;" in body
    assert body.count('scope="rowgroup"') == 5


def test_the_command_compares_and_says_what_it_assumed(flows):
    lines = run("simulate", flows, "--public-terms", "all").splitlines()
    assert lines[0] == "2 flows; yearly rates by 30/360"
    assert sum("private  " in line for line in lines) == 5
    assert sum(line.endswith("(assumed)") for line in lines) == 3
    assert any("manager" in line and "367.50 USD" in line for line in lines)


def test_the_command_speaks_json(flows):
    (found,) = json.loads(run("simulate", flows, "--public-terms", "capped", "--json"))
    assert found["public_terms"] == "capped"
    assert found["assumed"] is False
    assert found["public"]["paid_in"] == {"minor": "60000", "currency": "USD"}
    total = sum(int(found[side]["got"]["minor"]) for side in ("public", "private")) + int(found["manager"]["minor"])
    assert total == 306_250


def test_what_the_command_refuses(tmp_path, capsys):
    with pytest.raises(CommandError, match="can't be read"):
        run("simulate", tmp_path / "none.yaml")
    broken = tmp_path / "broken.yaml"
    broken.write_text("flows: 5")
    with pytest.raises(CommandError, match="These flows can't be used") as refused:
        run("simulate", broken)
    assert refused.value.returncode == 1


def test_several_rates_are_told(tmp_path):
    again = tmp_path / "again.csv"
    again.write_text("on,public,private,proceeds\n2026-01-01,100,100,\n2027-01-01,,,460\n2028-01-01,132,132,")
    lines = run("simulate", again, "--public-terms", "pari-passu").splitlines()
    assert sum(line.endswith("%*") for line in lines) == 2
    assert lines[-1].startswith("* Money goes in again")


def test_no_rate_is_told(tmp_path):
    lost = tmp_path / "lost.csv"
    lost.write_text("on,public,private,proceeds\n2026-01-01,6,6,\n2027-01-01,,,0")
    found = run("simulate", lost, "--public-terms", "pari-passu")
    assert "No IRR: These flows have no rate of return" in found
    assert "none" in found


def test_published_cases_on_the_command_line(tmp_path):
    data = json.loads(PUBLISHED.read_text())
    data["cases"] = [one for one in data["cases"] if "flows_file" not in one["inputs"]]
    path = tmp_path / "cases.json"
    path.write_text(json.dumps(data))
    lines = run("golden", path).splitlines()
    assert lines[-1] == "30 of 30 match"
    assert all(" match " in line for line in lines[:-1])


def test_a_mismatch_ends_with_an_exit_code_and_says_what_was_found(tmp_path, monkeypatch):
    monkeypatch.setenv("LONGBIEN_CONFORMANCE", str(tmp_path))
    path, found = tmp_path / "cases.yaml", StringIO()
    path.write_text(
        "cases:\n"
        "- {id: A, area: irr, inputs: {flows: [-100, 110]}, expected: {irr: 0.2}}\n"
        "- {id: B, area: waterfall_irr_hurdle, inputs: {flows_file: f.json}, expected: {}}\n"
        "- {id: C, area: waterfall_irr_hurdle, expected: {lp: 97.2},\n"
        "   inputs: {flows_file: g.json, lp_share: 0.9, hurdles: [0.08], promote: [0.2]}}\n"
    )
    (tmp_path / "capital").mkdir()
    (tmp_path / "capital/g.json").write_text('[["2026-01-01", -100], ["2027-01-01", 108]]')
    with pytest.raises(SystemExit) as ended:
        call_command("capital", "golden", str(path), stdout=found)
    assert ended.value.code == 1
    first, second, third, last = found.getvalue().splitlines()
    assert "MISMATCH  irr 0.1, not 0.2" in first
    assert "không đọc được f.json" in second
    assert " match " in third
    assert last == "1 of 3 match"
    with pytest.raises(SystemExit):
        run("golden", path, "--beside", tmp_path)


@pytest.mark.parametrize("written", ["{", "cases: []"])
def test_a_file_of_no_cases(tmp_path, written):
    path = tmp_path / "cases.json"
    path.write_text(written)
    with pytest.raises(CommandError, match="no file of cases"):
        run("golden", path)
    with pytest.raises(CommandError, match="can't be read"):
        run("golden", tmp_path / "none.json")


def test_a_cap_table_is_shown_and_written_again(tmp_path):
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    for path, source in written(OURS).items():
        (here / path).write_bytes(source)
    lines = run("captable", here, "--on", "2026-07-01", "--export", there).splitlines()
    assert lines[0] == "Công ty Mẫu, 2026-07-01, fully diluted"
    assert lines[1].split() == ["Lan", "6,000,000", "54.5455", "%"]
    assert {path.name: path.read_bytes() for path in there.iterdir()} == written(OURS)
    assert json.loads(run("captable", there, "--on", "2026-01-01", "--json"))["shares"] == {
        "Lan": "6000000",
        "Minh": "4000000",
    }
    (tmp_path / "t.schema.json").write_text('{"$id": "https://example.org/t"}')
    for words, wrong in (
        ("can't be written", ["--export", there]),
        ("no schemas in", ["--schemas", there]),
        ("can't be read as Open Cap", ["--schemas", tmp_path]),
        ("is no date such as", ["--on", "soon"]),
    ):
        with pytest.raises(CommandError, match=words):
            run("captable", here, *wrong)
    types = ["STOCK_CLASS", "STAKEHOLDER", "TX_STOCK_ISSUANCE"]
    every = {"$id": "https://example.org/any", "properties": {"object_type": {"enum": types}}}
    kind = {"$id": "https://example.org/m", "properties": {"file_type": {"const": "OCF_MANIFEST_FILE"}}}
    (there / "any.schema.json").write_text(json.dumps(every))
    (there / "m.schema.json").write_text(json.dumps(kind))
    assert run("captable", here, "--schemas", there).startswith("8 objects fit")
