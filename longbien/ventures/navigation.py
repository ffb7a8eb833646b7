"""Ventures in the menu."""

from django.utils.translation import gettext_lazy

from longbien.ui.navigation import Entry, register

register(Entry(20, "ventures:all", gettext_lazy("Ventures")))
