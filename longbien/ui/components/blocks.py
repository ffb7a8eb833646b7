"""Blocks of a page. Tags take keywords only: a mistyped property fails when the template is compiled.

{% page_head title=problem.title lead=problem.summary %}{% button label=… href=… %}{% endpage_head %}
{% figures %}{% figure label=… value=12 href=… %}{% endfigures %}
{% timeline %}{% step state="done" at=when title=… %}…{% endstep %}{% endtimeline %}
"""

from datetime import date, datetime
from typing import Any, Literal

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from longbien.ui.components.words import day, moment
from longbien.ui.components.words import text as words

register = template.Library()

Tone = Literal["ok", "warn", "bad", "off", "demo", "info"]
NOTHING = SafeString("")


@register.simple_tag
def tag(*, label: Any, tone: Tone = "off") -> SafeString:
    """A small pill: a status, a group."""
    return format_html('<span class="tag" data-tone="{}">{}</span>', tone, words(label))


@register.simple_tag
def demo(*, show: bool = True, short: bool = False) -> SafeString:
    """Marks a person, a case or a figure that exists only for demonstration; `short`, in a table: by its sign alone."""
    if not show:
        return NOTHING
    if short:
        return format_html('<span class="sign" title="{0}"><span class="hidden">{0}</span></span>', _("Demonstration"))
    return tag(label=_("Demonstration"), tone="demo")


@register.simple_block_tag
def page_head(content: str, *, title: Any, lead: Any = "", over: Any = "") -> SafeString:
    """The head of a page: `over` stands small above the title, `lead` below it; the content holds tags and buttons."""
    lines = [
        format_html('<p class="over">{}</p>', words(over)) if over else "",
        format_html("<h1>{}</h1>", words(title)),
        format_html("<p>{}</p>", words(lead)) if lead else "",
    ]
    said = format_html_join("", "{}", ((line,) for line in lines))
    aside = format_html('<div class="actions">{}</div>', content) if content.strip() else ""
    return format_html('<header class="page-head"><div>{}</div>{}</header>', said, aside)


@register.simple_block_tag
def figures(content: str, *, wide: bool = False) -> SafeString:
    """A ruled row of figures; `wide` gives each the room that amounts of money need."""
    return format_html('<dl class="{}">{}</dl>', "figures wide" if wide else "figures", content)


@register.simple_tag
def figure(*, label: Any, value: Any, href: str = "", note: Any = "") -> SafeString:
    """One figure; `href` leads to what it counts."""
    shown = format_html('<a href="{}">{}</a>', href, value) if href else value
    aside = format_html('<dd class="note">{}</dd>', words(note)) if note else ""
    return format_html("<div><dt>{}</dt><dd>{}</dd>{}</div>", words(label), shown, aside)


@register.simple_block_tag
def facts(content: str) -> SafeString:
    """A list of what is known about a thing: `{% fact label=… %}…{% endfact %}`."""
    return format_html('<dl class="facts">{}</dl>', content)


@register.simple_block_tag
def fact(content: str, *, label: Any) -> SafeString:
    return format_html("<div><dt>{}</dt><dd>{}</dd></div>", words(label), content)


@register.simple_block_tag
def timeline(content: str, *, label: Any = "") -> SafeString:
    """Steps in the order in which they happen."""
    named = format_html(' aria-label="{}"', words(label)) if label else ""
    return format_html('<ol class="timeline"{}>{}</ol>', named, content)


@register.simple_block_tag
def step(
    content: str,
    *,
    state: Literal["done", "now", "next", "stop"],
    title: Any,
    at: datetime | date | str | None = None,
    href: str = "",
) -> SafeString:
    """One step of a timeline; the content is its text and its links."""
    current = SafeString(' aria-current="step"') if state == "now" else ""
    heading = format_html('<a href="{}">{}</a>', href, words(title)) if href else words(title)
    return format_html(
        '<li data-state="{}"{}>{}<strong>{}</strong>{}</li>', state, current, _when(at), heading, content
    )


@register.simple_block_tag
def panel(content: str, *, title: Any = "") -> SafeString:
    """A sheet that stands out: a form, what to do next, who is responsible."""
    heading = format_html("<h2>{}</h2>", words(title)) if title else ""
    return format_html('<section class="panel">{}{}</section>', heading, content)


@register.simple_block_tag
def notice(content: str, *, tone: Tone = "info", title: Any = "") -> SafeString:
    """Something to know before reading on."""
    heading = format_html("<strong>{}</strong> ", words(title)) if title else ""
    return format_html('<div class="notice" data-tone="{}">{}{}</div>', tone, heading, content)


@register.simple_block_tag
def scroll(content: str, *, label: Any) -> SafeString:
    """A table (or a wide figure) that scrolls sideways by itself on a narrow screen."""
    opening = '<div class="scroll" tabindex="0" role="region" aria-label="{}">{}</div>'
    return format_html(opening, words(label), content)


@register.simple_block_tag
def empty_state(content: str, *, title: Any) -> SafeString:
    """Nothing here yet: what would be here, and how to begin."""
    return format_html('<div class="empty"><p><strong>{}</strong></p>{}</div>', words(title), content)


@register.simple_tag
def button(
    *, label: Any, href: str = "", kind: Literal["", "quiet", "stop", "small"] = "", name: str = "", value: str = ""
) -> SafeString:
    """A link that looks like a button (`href`), or a submit button."""
    looks = format_html(' data-kind="{}"', kind) if kind else ""
    if href:
        return format_html('<a class="button"{} href="{}">{}</a>', looks, href, words(label))
    sends = format_html(' name="{}" value="{}"', name, value) if name else ""
    return format_html('<button class="button"{}{}>{}</button>', looks, sends, words(label))


@register.simple_block_tag
def crumbs(content: str) -> SafeString:
    """The way back up: `{% crumb label=… href=… %}` for each page above this one."""
    return format_html('<nav class="crumbs" aria-label="{}"><ol>{}</ol></nav>', _("You are here"), content)


@register.simple_tag
def crumb(*, label: Any, href: str) -> SafeString:
    return format_html('<li><a href="{}">{}</a></li>', href, words(label))


def _when(at: datetime | date | str | None) -> str:
    if isinstance(at, datetime):
        return moment(at)
    return day(at) if isinstance(at, date) else (at or "")
