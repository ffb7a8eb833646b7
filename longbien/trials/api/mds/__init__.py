"""MDS 2.0 below /api/mds: policies and geographies for everyone, the agency's side for fleets with their key."""

from ninja import Router

from longbien.trials.api.mds.public import router as public

router = Router(tags=["MDS 2.0"])
router.add_router("", public)
