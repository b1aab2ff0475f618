"""The WSGI way in, for pages only: forms are served by these when grown up, sockets by ASGI."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

from config.warm import warm  # needs the apps

warm()
