"""The API is closed by default: a view that names no permission of its own is open to nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils import timezone
from rest_framework.permissions import BasePermission

from safeguarding.people.models import Worker
from safeguarding.people.types import NotAllowed
from voice.participation import published

if TYPE_CHECKING:  # the framework loads this module while it loads its own views
    from rest_framework.request import Request
    from rest_framework.views import APIView


class Closed(BasePermission):
    def has_permission(self, request: Request, view: APIView) -> bool:
        """Nobody, until a view says who."""
        return False


class SeesFigures(BasePermission):
    """Workers who report on a unit. To any other worker there is nothing here."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Asked anew at each request: a post that ended yesterday opens nothing today."""
        if not isinstance(request.user, Worker):
            return False
        try:
            published.top(request.user, timezone.now())
        except NotAllowed as error:
            raise Http404 from error
        return True
