"""Form tokens for pages that send no referrer.

``Referrer-Policy: no-referrer`` makes browsers send ``Origin: null`` with our own forms, which Django takes
for a stranger's. The token in the form, tied to the session, is checked as ever; a browser that says the request
came from elsewhere is refused even with one.
"""

from django.http import HttpRequest
from django.middleware.csrf import CsrfViewMiddleware


class FormTokens(CsrfViewMiddleware):
    def _origin_verified(self, request: HttpRequest) -> bool:
        if request.headers.get("Origin") == "null":
            return request.headers.get("Sec-Fetch-Site", "same-origin") in ("same-origin", "none")
        # django-stubs does not know this method, which Django has had since 4.0.
        verified: bool = super()._origin_verified(request)  # type: ignore[misc]
        return verified
