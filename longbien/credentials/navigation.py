"""Credentials in the menus."""

from django.utils.translation import gettext_lazy

from longbien.ui.navigation import Entry, register

register(Entry(30, "credentials:credentials", gettext_lazy("Credentials"), role="*", menu="account"))
register(Entry(30, "credentials:verify", gettext_lazy("Check a paper"), menu="foot"))
register(Entry(30, "credentials:verify", gettext_lazy("where papers are checked"), menu="check"))
