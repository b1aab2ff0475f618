"""The WSGI way in, for pages only: forms are served by these when grown up, sockets by ASGI."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

from django.db import connections

from config.warm import warm  # needs the apps
from safeguarding import checks

checks.at_start()
connections.close_all()  # a worker process opens its own
warm()
