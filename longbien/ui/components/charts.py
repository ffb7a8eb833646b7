"""Charts as SVG drawn on the server."""

from django import template

register = template.Library()
