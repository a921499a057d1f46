"""The WSGI application a server loads: public pages from files, everything else from Django."""

import os
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from gongkai.portal.serving import DYNAMIC, TreeApp, portal_first

office = get_wsgi_application()
application = portal_first(
    TreeApp(Path(settings.GONGKAI_PORTAL)),
    office,
    (*DYNAMIC, "/gallery/"),
)
