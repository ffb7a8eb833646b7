"""The WSGI application that granian serves."""

import gc
import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "longbien.site.settings")
application = get_wsgi_application()
for used in ("scipy.optimize", "scipy.special"):  # loaded when first asked for: not while a batch of telemetry waits
    import_module(used)
gc.collect()
gc.freeze()  # what start-up made stays: the collector need not look at all of it whenever a batch is read
