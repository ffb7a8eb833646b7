"""Blocks of a page. Tags take keywords only: a mistyped property fails when the template is compiled."""

from django import template

register = template.Library()
