"""MDS 2.0 below /api/mds: policies and geographies for everyone, the agency's side for fleets with their key."""

from ninja import Router

from longbien.trials.api.mds.agency import router as agency
from longbien.trials.api.mds.public import router as public
from longbien.trials.api.mds.reports import router as reports

router = Router(tags=["MDS 2.0"])
for part in (public, agency, reports):
    router.add_router("", part)
