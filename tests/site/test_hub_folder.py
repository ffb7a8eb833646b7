"""A hub's folder: every fault is named by file and line, both hubs of the house have none."""

import shutil
from contextlib import suppress

import pytest
from django.conf import settings
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from longbien.kernel.hub import Section, register
from longbien.site import folder as folders
from longbien.site.folder import digest_of, every_file, read_folder
from longbien.site.hub import BrokenHub, read_hub
from tests.site.make import ROOT, change, copy_of, write


def faults(folder):
    """`file:line fault` of every fault, files named from the folder, in English."""
    with pytest.raises(BrokenHub) as broken:
        read_folder(folder)
    return [f"{one.where.removeprefix(f'{folder}/')} {one.what['en']}" for one in broken.value.faults]


@pytest.mark.parametrize("hub", ["hanoi", "minimal"])
def test_the_hubs_of_the_house_have_no_fault(hub):
    assert read_folder(ROOT / "hubs" / hub).count > 10


def test_one_language_another_country_another_currency(tmp_path):
    hub = read_folder(copy_of("minimal", tmp_path)).hub
    assert (hub.languages, hub.country, hub.currency) == (("en",), "IE", "EUR")
    assert dict(hub.name) == {"en": hub.name["en"]}


def test_a_statement_names_its_source():
    told = settings.HUB.data["pillars"]["return"]
    (cited,) = settings.HUB.cite(told["source"], "en")
    assert (cited.source, cited.locator) == ("VietTimes", "26/02/2026")
    months = settings.HUB.cite(["city-plan-2025", "techfest-2025"], "vi")
    assert [one.locator for one in months] == ["12/2025", "2025"]


# What is changed in hub.yaml, into what, and what is then said; “@” stands for the line of the change.
CHANGES = [
    ("code: minimal", "cod: minimal", "key “code” is missing"),
    ("code: minimal", "cod: minimal", "hub.yaml:@ unknown key “cod”; did you mean “code”?"),
    ("country: IE", "country: ZZ", "hub.yaml:@ no public holidays are known for country “ZZ”"),
    ("timezone: Europe/Dublin", "timezone: Europe/Nowhere", "hub.yaml:@ there is no time zone “Europe/Nowhere”"),
    ("timezone: Europe/Dublin", "timezone: ../../etc/passwd", "hub.yaml:@ there is no time zone"),
    ('["09:00", "12:30"]', '["12:30", "09:00"]', "hub.yaml:@ must open before it closes"),
    ('["09:00", "12:30"]', '["9", "12:30"]', "hub.yaml:@ “0” must be a time written"),
    ("languages: [en]", "languages: [xx]", "hub.yaml:@ “0” must be one of: vi, en, not “xx”"),
    ("languages: [en]", "languages: [vi, en]", "“name” must be a text in each language (vi, en)"),
    ("languages: [en]", "languages: en", "hub.yaml:@ “languages” must be a list"),
    ("currency: EUR", "currency: euro", "hub.yaml:@ “currency” must be of the form [A-Z]{3}"),
    ("application: bridgeford.open-call", "application: gone", "hub.yaml:@ no procedure is called “gone”"),
    ("{name: Streets, source: demonstration}", "{name: Streets, source: hearsay}", "hub.yaml:@ no source is called"),
    ("  programme-officer:", "  program-officer:", "role “programme-officer”, which the policy needs, is missing"),
    ('"BF-{year}-{n:03}"', '"BF-{years}-{n:03}"', "hub.yaml:@ “case” must be of the form"),
    ("log_origin: longbien.minimal/log", "log_origin: [1]", "hub.yaml:@ “log_origin” must be a string"),
]


@pytest.mark.parametrize(("old", "new", "expected"), CHANGES, ids=[why[:40] for *_, why in CHANGES])
def test_faults_of_hub_yaml(tmp_path, old, new, expected):
    folder = copy_of("minimal", tmp_path)
    line = (folder / "hub.yaml").read_text().partition(old)[0].count("\n") + 1
    change(folder, "hub.yaml", old, new)
    assert any(expected.replace("@", str(line)) in one for one in faults(folder))


def test_shares_add_up(tmp_path):
    folder = copy_of("hanoi", tmp_path)
    change(folder, "hub.yaml", "share_percent: 30", "share_percent: 20")
    assert any("must add up to 100 %" in one for one in faults(folder))


def test_bounds_are_west_south_east_north(tmp_path):
    folder = copy_of("hanoi", tmp_path)
    change(folder, "hub.yaml", "[105.28, 20.56, 106.03, 21.39]", "[106.03, 20.56, 105.28, 21.39]")
    assert any("written west, south, east, north" in one for one in faults(folder))


def test_unreadable_yaml_is_named_by_its_line(tmp_path):
    folder = copy_of("minimal", tmp_path)
    change(folder, "hub.yaml", "code: minimal", "code: [minimal")
    assert faults(folder)[0].startswith("hub.yaml:")


def test_a_folder_without_hub_yaml(tmp_path):
    folder = copy_of("minimal", tmp_path)
    (folder / "hub.yaml").unlink()
    assert faults(folder) == [f"hub.yaml:1 not in folder {folder}"]


def test_faults_of_every_file_come_at_once(tmp_path):
    folder = copy_of("hanoi", tmp_path)
    write(folder, "notes.txt", "what is this")
    write(folder, "areas/broken.geojson", '{"type": "Feature",')
    write(folder, "indicators/odd.yaml", "indicator: odd\ntitle: {vi: Lạ}\nunit: {vi: a, en: b}\ngoals: []\n")
    write(folder, "calendars/more.yaml", "calendar: VN\ndays: []\n")
    found = faults(folder)
    assert [one.split(" ")[0].rpartition(":")[0] for one in found] == [
        "areas/broken.geojson",
        "indicators/odd.yaml",
        "notes.txt",
    ]
    assert "“title” lacks language “en”" in found[1]
    assert "nothing reads this file" in found[2]


def test_what_is_reserved_to_a_body_is_decided_by_it_alone(tmp_path):
    folder = copy_of("hanoi", tmp_path)
    reserved = """reserved_matters:
      - {matter: {vi: Qua cổng, en: To pass}, action: hanoi.stage-gate:ask}
      - {matter: {vi: Khác, en: Other}, action: hanoi.stage-gate:nowhere}"""
    change(folder, "hub.yaml", "reserved_matters: not-published", reserved)
    unknown, shared = faults(folder)
    assert "no action is called “hanoi.stage-gate:nowhere”; there are: " in unknown
    assert shared.startswith("procedures/stage-gate.yaml:")
    assert shared.endswith("This matter is reserved to “gate-board” (hub.yaml); “officer” may not do it.")


def test_bytes_that_are_no_text(tmp_path):
    folder = copy_of("hanoi", tmp_path)
    (folder / "indicators/bytes.yaml").write_bytes(b"indicator: \xff\n")
    assert faults(folder)[0].startswith("indicators/bytes.yaml:1 ")


def test_readmes_and_hidden_files_are_not_content(tmp_path):
    folder = copy_of("minimal", tmp_path)
    before = digest_of(folder, every_file(folder))
    write(folder, "areas/README.md", "about these areas")
    write(folder, ".git/config", "x")
    assert digest_of(folder, every_file(folder)) == before
    change(folder, "hub.yaml", "Bridgeford Ideas Office", "Bridgeford Idea Office")
    assert digest_of(folder, every_file(folder)) != before


def test_files_that_are_no_data_arrive_as_their_text(tmp_path, monkeypatch):
    told = {}
    letters = Section("letters/*.typ", lambda hub, files: told.update({one.file: one.data for one in files}) or ())
    every = folders.sections()
    monkeypatch.setattr(folders, "sections", lambda: (*every, letters))
    folder = copy_of("minimal", tmp_path)
    letter = write(folder, "letters/award.typ", "Kính gửi #name")
    read_folder(folder)
    assert told == {str(letter): "Kính gửi #name"}
    letter.write_bytes(b"\xff\xfe")
    assert faults(folder) == ["letters/award.typ:1 the file isn't UTF-8 text"]


def test_a_faulty_file_offers_nothing(tmp_path):
    folder = copy_of("hanoi", tmp_path)
    write(folder, "indicators/technology-fund.yaml", "title: {vi: Quỹ, en: Fund}\n")
    found = faults(folder)
    assert "indicators/technology-fund.yaml:1 key “indicator” is missing" in found
    assert any("no indicator is called “technology-fund”" in one for one in found)


def test_two_rooms_never_read_the_same_files():
    with pytest.raises(RuntimeError, match="two rooms read"):
        register(Section("hub.yaml", lambda hub, files: ()))


CALENDARS = {
    "days: [{date: 2026-01-02, working: false}]": "key “decision” is missing",
    'days: [{date: 2026-13-02, working: false, decision: "1"}]': "looks like a date or a number that does not exist",
    'days: [{date: tomorrow, working: false, decision: "1"}]': "“date” must be a date",
    'days: [{date: 2026-01-02, working: sometimes, decision: "1"}]': "“working” must be true or false",
}


@pytest.mark.parametrize(("days", "expected"), CALENDARS.items())
def test_faults_of_calendars(tmp_path, days, expected):
    folder = copy_of("hanoi", tmp_path)
    write(folder, "calendars/vn.yaml", f"calendar: VN\n{days}\n")
    found = faults(folder)
    assert expected in found[0]
    assert found[0].startswith("calendars/vn.yaml:2 ")


def test_calendar_overrides_count(tmp_path):
    folder = copy_of("hanoi", tmp_path)
    days = 'days:\n  - {date: 2026-11-23, working: false, decision: "for this test"}\n'
    write(folder, "calendars/vn.yaml", f"calendar: VN\n{days}")
    closed, known = read_hub(folder).calendar, settings.HUB.calendar
    (monday,) = closed.overrides
    assert not closed.is_working(monday)
    assert known.is_working(monday)


@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_single_spoilt_line_breaks_the_check(tmp_path, data):
    """Whatever one line of hub.yaml becomes, the answer is a hub or faults, never a traceback."""
    folder = tmp_path / "spoilt"
    shutil.rmtree(folder, ignore_errors=True)
    lines = (ROOT / "hubs/hanoi/hub.yaml").read_text().splitlines()
    place = data.draw(st.integers(0, len(lines) - 1))
    junk = st.sampled_from(["", "- x", "[]", "{}", "a: b", "  : ", "null", "12", "2026-02-30", "\t", "&a *a", "'"])
    lines[place] = lines[place][: data.draw(st.integers(0, 12))] + data.draw(junk)
    write(folder, "hub.yaml", "\n".join(lines))
    with suppress(BrokenHub):
        assert read_hub(folder).code


def test_samples_name_areas_that_the_hub_has(tmp_path):
    folder = copy_of("hanoi", tmp_path)
    samples = folder / "procedures/samples/controlled-testing-licence.yaml"
    samples.write_text(samples.read_text().replace("areas: [bach-khoa]", "areas: [a-1]", 1))
    (said,) = faults(folder)
    assert "no area is called “a-1”; there are: bach-khoa, hoa-lac, hoan-kiem, song-hong" in said


def test_a_letter_that_nothing_sends_and_an_appeal_that_is_not_offered_are_faults(tmp_path):
    folder = copy_of("hanoi", tmp_path)
    (folder / "procedures/letters/orphan.typ").write_text("= Nobody")
    (folder / "procedures/appeal.yaml").unlink()
    (folder / "procedures/samples/appeal.yaml").unlink()
    (folder / "procedures/legal-advice.yaml").unlink()
    (folder / "procedures/samples/legal-advice.yaml").unlink()
    said = "\n".join(faults(folder))
    assert "letters/orphan.typ:1 no letter is called “orphan.typ”; there are: " in said
    assert "stage-gate.yaml:" in said
    assert "no procedure is called “hanoi.appeal”" in said
    assert "no procedure is called “hanoi.legal-advice”" in said
