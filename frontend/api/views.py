"""A small read API: release data as JSON, by unit and period. No other filter exists."""

from typing import ClassVar
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework.authentication import SessionAuthentication
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from frontend.api.authentication import KeyAuthentication
from frontend.api.permissions import SeesFigures
from frontend.api.serializers import FigureSerializer, PeriodSerializer, UnitSerializer, figure_values
from safeguarding.people.models import Worker
from safeguarding.people.types import NotAllowed
from voice.participation import published
from voice.participation.types import EPSILON

AUTHENTICATION = [KeyAuthentication, SessionAuthentication]
PERMISSION = [SeesFigures]


class Units(APIView):
    """The services and teams whose figures may be read."""

    authentication_classes = AUTHENTICATION
    permission_classes = PERMISSION

    @extend_schema(responses=UnitSerializer(many=True), operation_id="units")
    def get(self, request: Request) -> Response:
        """From the top down."""
        found = published.units(_worker(request), timezone.now())
        return Response(UnitSerializer(found, many=True).data)


class Periods(APIView):
    """The periods that are closed."""

    authentication_classes = AUTHENTICATION
    permission_classes = PERMISSION

    @extend_schema(responses=PeriodSerializer(many=True), operation_id="periods")
    def get(self, request: Request) -> Response:
        """Oldest first."""
        return Response(PeriodSerializer(published.periods(), many=True).data)


class Figures(APIView):
    """The figures of one unit."""

    authentication_classes = AUTHENTICATION
    permission_classes = PERMISSION
    asked_period: ClassVar = OpenApiParameter("period", str, description="A period's name. Left out: all.")

    @extend_schema(responses=FigureSerializer(many=True), parameters=[asked_period], operation_id="figures")
    def get(self, request: Request, unit: UUID) -> Response:
        """By measure, oldest period first."""
        try:
            one = published.unit(_worker(request), unit, timezone.now())
        except NotAllowed as error:
            raise Http404 from error
        asked = request.query_params.get("period")
        rows = [
            figure_values(row, float(EPSILON))
            for _, by_period in sorted(published.table(one).items())
            for row in by_period.values()
            if asked in (None, row.period)
        ]
        return Response(FigureSerializer(rows, many=True).data)


class Schema(SpectacularAPIView):
    """What the API offers, as OpenAPI."""

    authentication_classes = AUTHENTICATION
    permission_classes = PERMISSION


def _worker(request: Request) -> Worker:
    assert isinstance(request.user, Worker)
    return request.user
