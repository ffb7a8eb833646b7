"""Services and cases in the menus."""

from django.utils.translation import gettext_lazy

from longbien.people.policy import ADMINISTRATOR
from longbien.ui.navigation import Entry, register

register(Entry(20, "procedures:services", gettext_lazy("Services")))
register(Entry(10, "procedures:cases", gettext_lazy("My cases"), role="*", menu="account"))
register(Entry(17, "procedures:meetings", gettext_lazy("Meetings"), role="*", menu="account"))
register(Entry(85, "procedures:meetings", gettext_lazy("Meetings and resolutions"), menu="foot"))
register(Entry(15, "procedures:work", gettext_lazy("Work list"), role="*", menu="account"))
register(Entry(5, "procedures:work", gettext_lazy("Work list"), role="+"))
register(Entry(17, "procedures:overview", gettext_lazy("Overview of the office"), role=ADMINISTRATOR, menu="account"))
WRITERS = "department-officer|programme-officer|hub-admin"
register(Entry(30, "procedures:authoring", gettext_lazy("Write services"), role=WRITERS, menu="account"))
