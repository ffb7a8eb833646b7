"""Places in the menu."""

from django.utils.translation import gettext_lazy

from longbien.ui.navigation import Entry, register

register(Entry(50, "places:areas", gettext_lazy("Testing areas"), menu="foot"))
