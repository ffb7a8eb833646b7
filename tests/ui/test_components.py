"""Components: what they render, what they escape, what they refuse."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.paginator import Paginator
from django.template import TemplateSyntaxError, engines
from django.test import RequestFactory
from django.utils import translation

from longbien.kernel.citation import Citation
from longbien.kernel.ids import to_slug
from longbien.kernel.money import Money
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.ui import formats, links


def render(source: str, **context) -> str:
    return engines["django"].from_string("{% load ui %}" + source).render(context, context.get("request"))


def in_both(source: str, **context) -> tuple[str, str]:
    with translation.override("vi"):
        vi = render(source, **context)
    with translation.override("en"):
        return vi, render(source, **context)


HOSTILE = "<script>alert('x')</script>"


@pytest.mark.parametrize(
    "source",
    [
        "{% tag label=x %}",
        "{% page_head title=x lead=x over=x %}{% endpage_head %}",
        "{% figure label=x value=x href=x note=x %}",
        "{% timeline label=x %}{% step state='done' title=x at=x href=x %}{% endstep %}{% endtimeline %}",
        "{% panel title=x %}{% endpanel %}",
        "{% notice title=x %}{% endnotice %}",
        "{% scroll label=x %}{% endscroll %}",
        "{% empty_state title=x %}{% endempty_state %}",
        "{% button label=x href=x %}{% button label=x name=x value=x kind=x %}",
        "{% crumbs %}{% crumb label=x href=x %}{% endcrumbs %}",
        "{% source cited=x %}{% unverified as_of=x authority=x %}",
        "{% fact label=x %}{{ x }}{% endfact %}{{ x|text }}",
    ],
)
def test_no_component_lets_markup_through(source):
    assert "<script" not in render(source, x=HOSTILE)


def test_a_mistyped_property_fails_when_the_template_is_compiled():
    with pytest.raises(TemplateSyntaxError):
        render("{% tag labl='x' %}")
    with pytest.raises(TemplateSyntaxError):
        render("{% tag 'x' %}")


def test_texts_speak_the_readers_language():
    assert in_both("{{ x|text }}", x=Text.of(vi="Cầu", en="Bridge")) == ("Cầu", "Bridge")
    assert in_both("{{ x|text }}", x={"vi": "Cầu", "en": "Bridge"}) == ("Cầu", "Bridge")
    assert in_both("{{ x|text }}", x=None) == ("", "")
    assert in_both("{% demo %}{% demo show=no %}", no=False)[1].count("Demonstration") == 1


def test_figures_lead_to_what_they_count():
    assert '<dd><a href="/problems/">7</a></dd>' in render("{% figure label='a' value=7 href='/problems/' %}")


def test_a_step_says_where_we_are():
    html = render(
        "{% step state='now' title='x' at=at %}<p>y</p>{% endstep %}", at=datetime(2026, 11, 23, 2, 25, tzinfo=UTC)
    )
    assert 'data-state="now" aria-current="step"' in html
    assert '<time datetime="2026-11-23T02:25:00+00:00">' in html


def test_pagination_keeps_the_query():
    page = Paginator(range(95), 10).get_page(5)
    html = render("{% pagination page=page %}", page=page, request=RequestFactory().get("/?q=ngập&page=5"))
    assert 'href="?q=ng%E1%BA%ADp&amp;page=6"' in html
    assert html.count('aria-current="page"') == 1
    one = Paginator(range(3), 10).get_page(1)
    assert "<nav" not in render("{% pagination page=page %}", page=one, request=RequestFactory().get("/"))


def test_sources_link_and_say_when_they_were_read():
    cited = Citation("RFC 6962", "§2.1", date(2026, 3, 1), "https://www.rfc-editor.org/rfc/rfc6962")
    html = in_both("{% source cited=x %}", x=[cited, "Press"])[1]
    assert 'href="https://www.rfc-editor.org/rfc/rfc6962"' in html
    assert "(read 2026-03-01)" in html
    assert html.endswith("; Press</p>")
    assert render("{% source cited=x %}", x=[]) == ""


def test_subjects_and_entries_are_linked_where_a_room_shows_them(monkeypatch):
    monkeypatch.setattr(links, "_places", {})
    thing = Subject("tests.thing", uuid4())
    assert render("{% subject_link subject=x %}", x=thing) == str(thing)
    assert "<a" not in render("{% record_link entry=x %}", x=thing.id)
    assert render("{% record_link entry=x %}", x=None) == ""
    links.register("tests.thing", url=lambda _: "/thing", title=lambda _: "A <thing>")
    links.register("record.event", url=lambda _: "/record/1", title=lambda _: "Entry")
    assert render("{% subject_link subject=x %}", x=thing) == '<a href="/thing">A &lt;thing&gt;</a>'
    assert 'href="/record/1"' in render("{% record_link entry=x label='Proof' %}", x=thing.id)


# ---- numbers, money, dates


@pytest.mark.parametrize(
    ("amount", "vi", "en"),
    [
        (Money(1_284_000_000_000, "VND"), "1.284 tỷ ₫", "1,284 billion ₫"),
        (Money(1_250_000, "VND"), "1,3 triệu ₫", "1.3 million ₫"),
        (Money(-2_000_000_000, "VND"), "-2 tỷ ₫", "-2 billion ₫"),
        (Money(12_050, "USD"), "120,50 US$", "$120.50"),
        (Money(999_000, "VND"), "999.000 ₫", "₫999,000"),
    ],
)
def test_short_money(amount, vi, en):
    assert tuple(words.replace("\xa0", " ") for words in in_both("{{ x|short_money }}", x=amount)) == (vi, en)


def test_money_in_full_also_from_the_wire():
    vi, en = in_both("{{ x|money }}", x={"minor": "1200000", "currency": "VND"})
    assert (vi.replace("\xa0", " "), en) == ("1.200.000 ₫", "₫1,200,000")
    assert render("{{ x|money }}{{ x|short_money }}{{ x|number }}{{ x|day }}{{ x|moment }}{{ x|ago }}", x=None) == ""


def test_numbers():
    assert in_both("{{ x|number }}", x=12345.678) == ("12.345,68", "12,345.68")
    assert in_both("{{ x|number }}", x=Decimal("0.10")) == ("0,1", "0.1")


def test_long_numbers_and_amounts_are_written_in_full():
    long = int("9" * 36)
    assert in_both("{{ x|number }}", x=long)[1] == ",".join(["999"] * 12)
    assert in_both("{{ x|money }}", x=Money(long, "USD"))[1] == "$9," + ",".join(["999"] * 11) + ".99"


def test_days_and_moments_are_local():
    late = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
    vi, en = in_both("{{ x|day }}", x=late)
    assert ('datetime="2026-11-23"' in vi, "23/11/2026" in vi, "23 November 2026" in en) == (True, True, True)
    vi, en = in_both("{{ x|moment }}", x=late)
    assert ("01:00, 23/11/2026" in vi, "23 Nov 2026, 01:00" in en) == (True, True)


def test_how_long_ago():
    now = datetime(2026, 11, 23, tzinfo=UTC)
    with translation.override("en"):
        assert formats.ago(now - timedelta(days=3), now=now) == "3 days ago"
    assert "ago" in in_both("{{ x|ago }}", x=now - timedelta(days=3))[1]


def test_ids_in_urls():
    some = uuid4()
    assert render("{{ x|slug }}", x=some) == to_slug(some)


@pytest.mark.parametrize(
    ("ahead", "said"),
    [
        (timedelta(days=13, hours=3), "in 13 days"),
        (timedelta(days=13, hours=23), "in 13 days"),
        (timedelta(days=1, hours=7), "in 1 day"),
        (timedelta(hours=23, minutes=50), "in 23 hours"),
        (timedelta(minutes=59, seconds=59), "in 59 minutes"),
        (timedelta(days=59), "in 59 days"),
        (timedelta(days=70), "in 2 months"),
        (-timedelta(days=13, hours=3), "13 days ago"),
    ],
)
def test_no_time_is_rounded_up(ahead, said):
    now = datetime(2026, 11, 23, tzinfo=UTC)
    with translation.override("en"):
        assert formats.ago(now + ahead, now=now) == said
