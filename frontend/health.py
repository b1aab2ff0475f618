"""/healthz: for a load balancer and for the outward watchdog."""

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from safeguarding.promises.watchdog import health


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when the database answers, the clocks beat and nothing is overdue beyond grace; 503 with reasons if not."""
    found = health(timezone.now())
    return JsonResponse({"ok": not found, "because": found}, status=503 if found else 200)
