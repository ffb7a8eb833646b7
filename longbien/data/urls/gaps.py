"""Pages of the data strategy, and of what is missing."""

from django.urls import path
from django.views.generic import RedirectView

from longbien.data.views.gaps import listed, page, strategy

urlpatterns = [
    path("data/strategy/", strategy.strategy, name="strategy"),
    path("data/gaps/", listed.gaps, name="gaps"),
    path("data/gaps/new", listed.raise_it, name="raise-gap"),
    path("data/gaps/<slug:code>", page.gap, name="gap"),
    path(
        "data/gaps/<slug:code>/",
        RedirectView.as_view(pattern_name="data:gap", permanent=True, query_string=True),
        name="gap-slash",
    ),
    path("data/gaps/<slug:code>/owe", page.owe, name="owe-gap"),
    path("data/gaps/<slug:code>/close", page.close, name="close-gap"),
]
