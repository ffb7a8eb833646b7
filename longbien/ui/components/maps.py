"""Maps of our own GeoJSON, no tiles: `{% map_figure label=… data=… %}the same as a list{% endmap_figure %}`."""

import json
from collections.abc import Iterable
from typing import Any

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from longbien.ui import areas, maps
from longbien.ui.components.words import text

register = template.Library()

WORLD = (-180.0, -90.0, 180.0, 90.0)
SCRIPTS = {"script": "maplibre-gl.js", "style": "maplibre-gl.css", "worker": "maplibre-worker.js"}


@register.simple_block_tag
def map_figure(content: str, *, label: Any, data: dict[str, Any], follow: str = "", around: bool = True) -> SafeString:
    """A map of a FeatureCollection whose features may have `title`, `href`, `tone`, `kind` (area, water, road, track).

    `follow` is the address of GeoJSON to fetch again every few seconds. The content (a list of the same things) stands
    below the map for everyone, and the names of what lies `around` it, by which one finds one's way.
    """
    shown = _with_around(data) if around else data
    return _figure(text(label), shown, content=content + _names_around(shown), follow=follow)


@register.simple_tag
def still_map(*, label: Any, data: dict[str, Any]) -> SafeString:
    """A map that is only looked at: a drawing without a script. What it shows stands beside it as text."""
    drawn = maps.svg(data, text(label))
    return format_html('<figure><div class="map">{}</div></figure>', mark_safe(drawn))  # noqa: S308 - svg() escapes


@register.simple_tag
def areas_map(*, codes: Iterable[str], for_input: str = "") -> SafeString:
    """The map beside a list of area checkboxes: a click on an area ticks its box (`for_input` is their name)."""
    shapes = areas.shapes(codes)
    if not shapes["features"]:
        return SafeString("")
    shown = _with_around(shapes)
    return _figure(_("Map of the areas"), shown, content=_names_around(shown), for_input=for_input)


def _with_around(data: dict[str, Any]) -> dict[str, Any]:
    features = data.get("features", [])
    return {**data, "features": [*features, *areas.around(features)]}


def _names_around(data: dict[str, Any]) -> SafeString:
    """What lies around, for who doesn't see the map."""
    marked = [one["properties"] for one in data["features"] if (one.get("properties") or {}).get("around")]
    names = list(dict.fromkeys(str(one["title"]) for one in marked))
    if not names:
        return SafeString("")
    said = _("To find your way, also on the map: %(names)s. A dot is the middle of a ward.") % {
        "names": ", ".join(names)
    }
    return format_html('<p class="note">{}</p>', said)


@register.simple_tag
def drawing_map() -> SafeString:
    """The map on which the outlines beside it are drawn, in the group or the question that it stands in: the hub's
    areas, tools, and what is wrong in words. Without scripts it is a picture of the areas."""
    shapes, words = _with_around(areas.shapes()), _drawing_words()
    return format_html(
        '<figure data-drawing="{}" data-bounds="{}" data-lib="{}"><div class="map" data-stage{}>{}</div>{}'
        '<div class="actions" data-draw>{}<label class="button" data-kind="small">{}<input type="file" '
        'accept=".geojson,.json" class="hidden"></label></div><p class="hint" data-draw>{}</p>'
        '<p class="hint" role="status" data-said></p><script type="module" src="{}"></script></figure>',
        json.dumps(words),
        json.dumps(settings.HUB.data.get("bounds") or WORLD),
        static("ui/js/map.js"),
        _addresses(),
        mark_safe(maps.svg(shapes, words["label"])),  # noqa: S308 - svg() escapes every text
        json_script(shapes),
        _tools(),
        _("Open a GeoJSON file"),
        _("Click on the map to add a corner; drag a corner to move it. By keyboard: move the map under the cross with "
          "the arrow keys and press Enter; on a corner, arrow keys move it and Delete takes it away."),
        static("ui/js/drawing.js"),
    )  # fmt: skip


def _tools() -> SafeString:
    named = (("add", _("Add a corner at the cross")), ("undo", _("Take back")), ("clear", _("Clear")))
    button = '<button type="button" class="button" data-kind="small" data-{}>{}</button>'
    return SafeString("".join(format_html(button, mark_safe(name), label) for name, label in named))  # noqa: S308


def _drawing_words() -> dict[str, str]:
    """`#` stands for the numbers that the script puts in."""
    return _words(_("Map to draw on")) | {
        "corners": _("Corners of this outline: #"),
        "corner": _("Corner #: #"),
        "text_only": _("This outline can be changed in its text only."),
        "no_box": _("Add an entry below first; then draw it here."),
        "large": _("This file is too large; 60 kB at most."),
        "line": _("Line #: two numbers are needed, longitude then latitude, such as 105.8412, 21.0021."),
        "shape": _("This is no GeoJSON of one Polygon or MultiPolygon."),
        "order": _("Corner #: longitude comes first, then latitude."),
        "outside": _("Corner # lies outside the hub."),
        "crossing": _("The outline crosses itself: sides # and # meet."),
    }


def _figure(
    label: str, data: dict[str, Any], *, content: str = "", follow: str = "", for_input: str = ""
) -> SafeString:
    drawn = mark_safe(maps.svg(data, label))  # noqa: S308 - svg() escapes every text
    return format_html(
        '<figure data-map="{}" data-follow="{}" data-for="{}"><div class="map" data-stage{}>{}</div>{}{}{}</figure>',
        json.dumps(_words(label)),
        follow,
        for_input,
        _addresses(),
        drawn,
        json_script(data),
        format_html('<script type="module" src="{}"></script>', static("ui/js/map.js")),
        content,
    )


def _words(label: str) -> dict[str, str]:
    return {"label": label, "zoom_in": _("Zoom in"), "zoom_out": _("Zoom out"), "open": _("Open")}


def _addresses() -> SafeString:
    pairs = ((name, static(f"ui/vendor/{file}")) for name, file in SCRIPTS.items())
    return SafeString("".join(format_html(' data-{}="{}"', name, url) for name, url in pairs))
