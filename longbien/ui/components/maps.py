"""Maps of our own GeoJSON, no tiles: `{% map_figure label=… data=… %}the same as a list{% endmap_figure %}`."""

import json
from collections.abc import Iterable
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from longbien.ui import areas, maps
from longbien.ui.components.words import text

register = template.Library()

SCRIPTS = {"script": "maplibre-gl.js", "style": "maplibre-gl.css", "worker": "maplibre-worker.js"}


@register.simple_block_tag
def map_figure(content: str, *, label: Any, data: dict[str, Any], follow: str = "") -> SafeString:
    """A map of a FeatureCollection whose features may have `title`, `href`, `tone`, `kind` (area, water, road, track).

    `follow` is the address of GeoJSON to fetch again every few seconds. The content (a list of the same things) stands
    below the map for everyone.
    """
    return _figure(text(label), data, content=content, follow=follow)


@register.simple_tag
def areas_map(*, codes: Iterable[str], for_input: str = "") -> SafeString:
    """The map beside a list of area checkboxes: a click on an area ticks its box (`for_input` is their name)."""
    shapes = areas.shapes(codes)
    return _figure(_("Map of the areas"), shapes, for_input=for_input) if shapes["features"] else SafeString("")


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
