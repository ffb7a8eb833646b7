"""`{% load people %}`: what the pages of accounts and people ask."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def in_development() -> bool:
    """Whether mail stays on this machine and can be read on a page."""
    return bool(settings.DEVELOPMENT)
