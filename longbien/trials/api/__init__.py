"""The API of the trials room: our own below /api/trials and /api/register, MDS 2.0 below /api/mds, SensorThings 1.1
below each trial."""

from longbien.trials.api.lots import router as lots
from longbien.trials.api.mds import router as mds
from longbien.trials.api.sta import router as sta
from longbien.trials.api.trials import router

router.add_router("/mds", mds)
router.add_router("", lots)
router.add_router("", sta)
