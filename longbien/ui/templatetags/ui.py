"""`{% load ui %}`: every component and filter of `longbien.ui.components`. The gallery at /gallery shows them all."""

from django import template

from longbien.ui.components import blocks, charts, forms, maps, pages, sources, words

register = template.Library()
for part in (words, blocks, sources, pages, forms, charts, maps):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)
