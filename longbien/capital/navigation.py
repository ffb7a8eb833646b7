"""Capital in the menus."""

from django.utils.translation import gettext_lazy

from longbien.ui.navigation import Entry, register

register(Entry(55, "capital:programme", gettext_lazy("Funds")))
register(Entry(55, "capital:mine", gettext_lazy("My commitments"), role="*", menu="account"))
