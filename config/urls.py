"""Every address of the product, face by face."""

from django.urls import include, path

from frontend import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("work/", include("frontend.worker.urls")),
    path("reading/", include("frontend.moderator.urls")),
    path("lead/", include("frontend.lead.urls")),
    path("figures/", include("frontend.manager.urls")),
    path("set-up/", include("frontend.administrator.urls")),
    path("api/", include("frontend.api.urls")),
    path("advice/", include("frontend.adviser.urls")),
    path("advocate/", include("frontend.advocate.urls")),
    path("", include("frontend.staff.urls")),
    # Last, at the root: opaque short paths that tell a watcher nothing.
    path("", include("frontend.young_person.urls")),
]
handler400 = "frontend.errors.bad_request"
handler404 = "frontend.errors.not_found"
handler500 = "frontend.errors.server_error"
