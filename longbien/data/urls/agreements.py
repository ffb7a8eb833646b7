"""Pages of agreements on data."""

from django.urls import path

from longbien.data.views.agreements import page as agreements
from longbien.data.views.agreements import proposing, sharing

urlpatterns = [
    path("data/agreements/", agreements.register, name="agreements"),
    path("data/agreements/<id26:agreement_id>", agreements.agreement, name="agreement"),
    path("data/agreements/<id26:agreement_id>/sign", agreements.sign, name="sign"),
    path("data/agreements/<id26:agreement_id>/revoke", agreements.revoke, name="revoke"),
    path("data/agreements/<id26:agreement_id>/profile", sharing.profile, name="profile"),
    path("data/<slug:code>/agree", proposing.agree, name="agree"),
]
