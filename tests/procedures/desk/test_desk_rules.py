"""The rules of the desk: time that passed, quantiles from buckets, fairness, promises, words, calendars, letters."""

from collections import Counter
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from longbien.kernel.text import Text
from longbien.kernel.workdays import WorkingDays
from longbien.procedures.rules.authoring.cpsv import processing_time
from longbien.procedures.rules.desk import packed
from longbien.procedures.rules.desk import quantiles as counted
from longbien.procedures.rules.desk.elapsed import working_day_seconds, working_seconds
from longbien.procedures.rules.desk.fairness import fairness
from longbien.procedures.rules.desk.icalendar import Deadline, calendar
from longbien.procedures.rules.desk.promise import answer_by, answer_from, promise
from longbien.procedures.rules.desk.spans import working_time
from longbien.procedures.rules.desk.wording import LETTERS, faults_in, fill, headline, letter_of, one_line
from longbien.procedures.rules.desk.words import asked_words, span_of, words_of
from longbien.procedures.rules.diagram import desks_waiting_for_fees
from longbien.procedures.rules.fees import waits_for_fee
from longbien.procedures.rules.telling import handed, handed_away, late_many
from tests.procedures import make

DAYS = WorkingDays("VN", "Asia/Ho_Chi_Minh")
MONDAY = datetime(2026, 12, 7, 2, tzinfo=UTC)  # nine in the morning in Hanoi
INSTANTS = st.integers(0, 150 * 24 * 3600).map(lambda n: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=n))


def test_working_time_counts_office_hours_only():
    assert working_day_seconds(DAYS) == 8 * 3600
    assert working_seconds(DAYS, MONDAY, MONDAY + timedelta(hours=2)) == 2 * 3600
    assert working_seconds(DAYS, MONDAY, MONDAY + timedelta(hours=8)) == 7 * 3600  # noon is off
    assert working_seconds(DAYS, MONDAY, MONDAY + timedelta(days=1)) == 8 * 3600
    assert working_seconds(DAYS, MONDAY, MONDAY + timedelta(days=7)) == 5 * 8 * 3600
    assert working_seconds(DAYS, MONDAY, MONDAY - timedelta(hours=2)) == 0
    off = WorkingDays("VN", "Asia/Ho_Chi_Minh", {date(2026, 12, 8): False})
    assert working_seconds(off, MONDAY, MONDAY + timedelta(days=2)) == 8 * 3600


@given(INSTANTS, INSTANTS, INSTANTS)
def test_working_time_adds_up(one, two, three):
    first, middle, last = sorted((one, two, three))
    parts = working_seconds(DAYS, first, middle) + working_seconds(DAYS, middle, last)
    assert parts == working_seconds(DAYS, first, last)


@given(st.lists(st.integers(60, 20_000_000), min_size=1, max_size=60), st.sampled_from([0.5, 0.9]))
def test_a_quantile_from_buckets_is_within_five_percent(seconds, part):
    buckets = {}
    for one in seconds:
        buckets[counted.bucket_of(one)] = buckets.get(counted.bucket_of(one), 0) + 1
    ranked = sorted(seconds)
    exact = next(one for n, one in enumerate(ranked, start=1) if n >= part * len(ranked))
    assert counted.quantile(buckets, part) == pytest.approx(exact, rel=0.05)


def test_quantiles_at_the_edges():
    assert counted.bucket_of(59) == 0
    assert counted.middle_of(0) == 0
    assert counted.taken({}) is None
    with pytest.raises(ValueError, match="nothing"):
        counted.quantile({}, 0.5)
    few, enough = counted.taken({3: 4}, 1), counted.taken({3: 5, 40: 5}, 1)
    assert (few.is_few, enough.is_few) == (True, False)
    assert enough.median < enough.most
    assert enough.late_percent == 10
    assert counted.Taken(0, 0, 0).late_percent == 0


@given(st.lists(st.lists(st.integers(0, 240), max_size=40), max_size=4))
def test_counts_of_months_in_bytes_are_the_counts_of_all(months):
    rows = []
    for month in months:
        row = b""
        for bucket in month:
            row = packed.one_more(row, bucket)
        assert packed.added([row]) == Counter(month)
        rows.append(row)
    assert packed.added(rows) == Counter(chain.from_iterable(months))


def test_a_bucket_of_bytes_holds_four_thousand_million():
    full = packed.one_more((2**32 - 2).to_bytes(4, "little"), 0)
    assert packed.added([full, packed.one_more(b"", 1)]) == {0: 2**32 - 1, 1: 1}
    assert len(packed.one_more(full, 2)) == 12


def test_tallies_of_before_are_gathered_by_month():
    gathered = import_module("longbien.procedures.migrations.0020_tallies_by_month").gathered
    rows = [("2026-11", "a", "", 3, 2, 1), ("2026-11", "a", "", 0, 5, 1), ("2026-11", "a", "", 3, 1, 0),
            ("2026-12", "a", "", 9, 1, 0), ("2026-12", "a", "s", 1, 0, 0)]  # fmt: skip
    found = {key: (packed.added([counts]), late) for key, (counts, late) in gathered(rows).items()}
    assert found == {
        ("2026-11", "a", ""): ({0: 5, 3: 3}, 2), ("2026-12", "a", ""): ({9: 1}, 0), ("2026-12", "a", "s"): ({}, 0),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("counts", "gini", "most"),
    [
        ([4, 4, 4], 0.0, 1.0),
        ([0, 0, 12], 2 / 3, 3.0),
        ([1, 3], 0.25, 1.5),
        ([7], 0.0, 1.0),
        ([0, 0], None, None),
        ([], None, None),
    ],
)
def test_fairness(counts, gini, most):
    found = fairness(counts)
    assert found.gini == (pytest.approx(gini) if gini is not None else None)
    assert found.most == (pytest.approx(most) if most is not None else None)
    # By the definition: the mean difference of all pairs over twice the mean.
    if gini is not None:
        n, mean = len(counts), sum(counts) / len(counts)
        assert found.gini == pytest.approx(sum(abs(a - b) for a in counts for b in counts) / (2 * n * n * mean))


def test_what_a_procedure_promises():
    data = make.changed(
        make.sample(),
        {
            "set": {
                "states.screening": {"sla": {"within": "3wd"}},
                "states.more_info": {"edit": ["applicant"], "clock": "stop", "sla": {"within": "10wd"}},
                "states.decision": {"sla": {"within": "4wh"}},
                "actions.ask": make.action("screening", "more_info", "officer"),
                "actions.answer": make.action("more_info", "screening", "applicant"),
                "actions.pass": make.action("screening", "decision", "officer"),
                "actions.grant": make.action("decision", "accepted", "officer"),
            }
        },
    )
    found = promise(make.definition(data))
    assert (found.days, found.hours, found.open_ended) == (3, 4, ())
    del data["states"]["decision"]["sla"]
    assert [state.name for state in promise(make.definition(data)).open_ended] == ["decision"]


WITH_FEE = {
    "states.paying": {"title": make.bi("Fee"), "sla": {"within": "5wd", "then": "lapse"}},
    "states.screening": {"sla": {"within": "3wd"}},
    "states.lapsed": {"final": True},
    "actions.submit.to": "paying",
    "actions.submit.fee": {"minor": "50000", "currency": "VND"},
    "actions.go_on": make.action("paying", "screening", "system", auto=True, guard="case.fees_paid"),
    "actions.lapse": make.action("paying", "lapsed", "system"),
}


def test_the_time_to_pay_is_the_applicants_and_not_promised():
    definition = make.definition(make.changed(make.sample(), {"set": WITH_FEE}))
    found = promise(definition)
    assert (found.days, found.hours, found.open_ended) == (3, 0, ())
    assert [name for name, state in definition.states.items() if waits_for_fee(definition, state)] == ["paying"]
    assert processing_time(definition) == "P5D"


@pytest.mark.parametrize(
    "change",
    [
        {"actions.go_on.guard": "data.size > 2"},
        {"actions.go_on": make.action("paying", "screening", "officer", guard="case.fees_paid")},
        {"states.paying.children": {"look": "test.other"}},
    ],
)
def test_where_somebody_works_no_fee_is_waited_for(change):
    definition = make.definition(make.changed(make.sample(), {"set": deepcopy(WITH_FEE) | change}))
    assert not any(waits_for_fee(definition, state) for state in definition.states.values())
    assert promise(definition).days == 8


def with_fee(more):
    return make.changed(make.sample(), {"set": deepcopy(WITH_FEE) | more})


def test_who_notes_a_payment():
    board = {"roles.board": "body:gate-board", "roles.officer": "group:programme-officer"}
    assert desks_waiting_for_fees(make.definition(with_fee(board))) == {("paying", "group", "programme-officer")}
    onward = make.action("paying", "accepted", "system", auto=True, guard="case.fees_paid")
    nobody = with_fee(board | {"actions.go_on": onward})
    assert desks_waiting_for_fees(make.definition(nobody)) == {
        ("paying", "group", "programme-officer"),
        ("paying", "body", "gate-board"),
    }
    assert desks_waiting_for_fees(make.definition()) == frozenset()


def test_a_procedure_without_an_end_promises_nothing():
    data = make.sample()
    data["actions"] = {"submit": data["actions"]["submit"]}
    found = promise(make.definition(data))
    assert (found.days, found.hours, found.open_ended) == (0, 0, ())


@pytest.mark.parametrize(
    ("seconds", "vi", "en"),
    [
        (30, "0,5 phút làm việc", "0.5 working minutes"),
        (60, "1 phút làm việc", "1 working minute"),
        (5400, "1,5 giờ làm việc", "1.5 working hours"),
        (28800, "1 ngày làm việc", "1 working day"),
        (28800 * 12.4, "12 ngày làm việc", "12 working days"),
    ],
)
def test_working_time_in_words(seconds, vi, en):
    assert dict(working_time(seconds, 28800)) == {"vi": vi, "en": en}


def test_words_are_folded_and_found_by_their_beginning():
    words = words_of("HS-2026-00012", "Giám sát ngập úng Đống Đa", "Nhóm Sông Hồng")
    assert {"hs-2026-00012", "hs-2026-12", "2026", "00012", "12", "giam", "ngap", "dong", "@song", "song"} <= words
    assert asked_words("Đống  ĐA", "sông") == ("dong", "da", "@song")
    assert asked_words("HS-2026-00012") == ("hs-2026-00012",)
    assert asked_words("sông-hồng") == ("song", "hong")
    assert asked_words(" .. \0 ") == ()
    assert len(asked_words(" ".join("abcdefghijkl"))) == 8
    low, high = span_of("dong")
    assert [low <= word < high for word in (b"dong", b"dong da", b"donh", b"don")] == [True, True, False, False]
    assert max(map(len, words_of("n", "x" * 500, ""))) == 40


def test_a_calendar_is_rfc_5545():
    nasty = "HS-1 · Chờ; bổ,sung\r\nBEGIN:VEVENT\\ " + "đ" * 80
    due = datetime(2026, 12, 1, 10, 0, tzinfo=UTC)
    written = calendar("Hạn", [Deadline("case-1@x", due, MONDAY, nasty, "https://x.test/1")], maker="Test").decode()
    lines = written.split("\r\n")
    assert (lines[0], lines[-2]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert lines.count("BEGIN:VEVENT") == 1
    whole = written.replace("\r\n ", "").split("\r\n")
    assert "DTSTART:20261201T100000Z" in whole
    summary = next(line for line in whole if line.startswith("SUMMARY:"))
    assert summary == "SUMMARY:HS-1 · Chờ\\; bổ\\,sung BEGIN:VEVENT\\\\ " + "đ" * 80


def test_a_template_knows_a_fixed_list_and_nothing_else():
    moved = LETTERS["moved"]
    assert list(faults_in("{case_number}: {state}\n{link}", moved)) == []
    (typo,) = faults_in("{case_nummer}", moved)
    assert "Did you mean {case_number}?" in typo.in_language("en")
    (strange,) = faults_in("{zzz}", moved)
    assert "Did you mean" not in strange.in_language("en")
    for written in ("{person.email}", "{person!r}", "{0}", "{link:>9}", "{", "}", "{{link}}", "{ link }"):
        assert list(faults_in(written, moved)), written
    assert list(faults_in("{case_number}", LETTERS["digest"]))


@given(st.text())
def test_what_people_type_is_never_a_placeholder(typed):
    values = {"case_title": typed, "person": "An", "link": "https://x.test"}
    assert fill("{case_title}|{person}", values) == f"{typed}|An"
    assert fill("{case_title}", {**values, "case_title": "{person} {link.__class__}"}) == "{person} {link.__class__}"
    assert "\n" not in one_line(typed)
    assert "\r" not in one_line(typed)


def test_which_letter_a_notice_goes_out_in():
    assert [letter_of(kind) for kind in ("task:review", "late", "unheard-of")] == ["task", "late", "moved"]


def test_what_a_new_handler_is_told():
    one, many = handed(["HS-1"], ""), handed(["HS-1", "HS-2", "HS-3"], "Lan", Text.of(und="Nghỉ phép"))
    assert one.in_language("en") == "You look after case HS-1."
    assert many.in_language("vi") == "Bạn xử lý 3 hồ sơ, do Lan giao. Đó là: HS-1, HS-2, HS-3. Lý do: Nghỉ phép"


@pytest.mark.parametrize(
    ("news", "subject"),
    [
        ("Case C-1 “A thing”: Being checked. An officer looks at it.", "Case C-1 “A thing”: Being checked"),
        ("Hồ sơ C-1 “A. Thing”: Đã nhận. Đang chờ: Cán bộ.", "Hồ sơ C-1 “A. Thing”: Đã nhận"),
        ("Received at 9. 30 minutes later", "Received at 9. 30 minutes later"),
        ("One\nline. “Two”", "One line"),
        ("PGS. TS. Lê Thị Lan đã nhận hồ sơ. Đang chờ: Cán bộ.", "PGS. TS. Lê Thị Lan đã nhận hồ sơ"),
        ("You are invited by Dr. J. Weiß. Answer by Friday.", "You are invited by Dr. J. Weiß"),
        ("Phòng thí nghiệm của TS. An mời bạn. Trả lời trước thứ Sáu.", "Phòng thí nghiệm của TS. An mời bạn"),
    ],
)
def test_the_subject_of_a_letter_is_its_first_sentence(news, subject):
    assert headline(news) == subject


def test_a_long_subject_is_cut_between_words():
    assert one_line("one two three", 9) == "one two…"
    assert one_line("onetwothree", 6) == "onetw…"
    assert one_line("one two", 7) == "one two"


@pytest.mark.parametrize(
    ("within", "by"),
    [("3wd", datetime(2026, 11, 27, 10, tzinfo=UTC)), ("4wh", datetime(2026, 11, 23, 7, tzinfo=UTC)), (None, None)],
)
def test_by_when_an_application_is_answered(within, by):
    change = {"states.screening": {"sla": {"within": within}}} if within else {}
    definition = make.definition(make.changed(make.sample(), {"set": change}))
    assert answer_by(definition, DAYS, make.MONDAY) == by


@pytest.mark.parametrize(
    ("here", "ahead", "by"),
    [
        ("3wd", "2wd", datetime(2026, 11, 26, 10, tzinfo=UTC)),  # two working days after the deadline of this step
        ("3wd", "4wh", datetime(2026, 11, 23, 7, tzinfo=UTC)),
        ("8wh", "2wd", datetime(2026, 11, 26, 10, tzinfo=UTC)),
        ("3wd", None, None),
    ],
)
def test_by_when_what_lies_with_an_office_is_answered(here, ahead, by):
    board = {"title": make.bi("Board"), **({"sla": {"within": ahead}} if ahead else {})}
    changes = {
        "states.screening": {"sla": {"within": here}}, "states.board": board, "actions.approve.from": "board",
        "actions.reject.from": "board", "actions.pass": make.action("screening", "board", "officer"),
    }  # fmt: skip
    definition = make.definition(make.changed(make.sample(), {"set": changes}))
    state = definition.states["screening"]
    assert answer_from(definition, DAYS, state, make.MONDAY) == by
    assert answer_from(definition, DAYS, state, None) is None
    assert answer_from(definition, DAYS, definition.states["draft"], make.MONDAY) is None, "the applicant has to act"


def test_what_a_handler_before_is_told():
    told = {
        taker: handed_away(["HS-1", "HS-2", "HS-3"][: n + 1], taker, "Lan", Text.of(vi="Nghỉ", en="Leave"))
        for n, taker in enumerate(("", "Minh", None))
    }  # fmt: skip
    assert told[""]["vi"] == "Hồ sơ HS-1 nay chưa phân công, do Lan chuyển. Lý do: Nghỉ"
    assert told["Minh"]["vi"] == "2 hồ sơ nay do Minh xử lý, do Lan chuyển. Đó là: HS-1, HS-2. Lý do: Nghỉ"
    assert told[None]["en"] == (
        "3 cases went from you to others, moved by Lan. They are: HS-1, HS-2, HS-3. Reason: Leave"
    )
    assert handed_away(["HS-1"], "", "")["en"] == "Case HS-1 went from you to nobody for now."


def test_what_became_overdue_in_a_day():
    said = late_many(["HS-1", "HS-2"])
    assert said["vi"] == "Có 2 hồ sơ vừa quá hạn trong ngày; hãy mở danh sách việc. Đó là: HS-1, HS-2."
    assert headline(said["en"]) == "2 cases became overdue today; open the work list"
