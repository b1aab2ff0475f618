"""The organisation's own sign-in (OpenID Connect), where the settings name one: spoken by allauth, decided here.

It answers "who is this", and nothing else: a person we do not know is refused, nobody is added, and nothing it tells
about a worker is kept but its own name for them.
"""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET
from requests import RequestException

from frontend.staff.coming_in import NEXT, enter, half_in, our_page
from frontend.staff.desk import SAID
from frontend.staff.leaving import OUT, way_out
from safeguarding.people.models import Worker
from safeguarding.sign_in.types import Way

REFUSED = "That did not let you in. Use your work email and password, or ask your administrator."


def provider() -> dict[str, Any] | None:
    """What the settings say of it; None when there is none."""
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    return apps[0] if apps else None


def _refuse(request: HttpRequest) -> HttpResponse:
    request.session[SAID] = [[REFUSED, "error"]]
    return redirect("sign_in")


class Spoken(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth has no types
    """allauth's conversation, with what is told about a person kept out of its tables."""

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **more: Any) -> Any:
        """The claims go along with this request only."""
        told = super().complete_login(request, app, token, **more)
        told.claims, told.account.extra_data = told.account.extra_data, {}
        told.way_out = (self.openid_config.get("end_session_endpoint"), more["response"].get("id_token"))
        return told


class OnlyKnownWorkers(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Stops allauth where it would sign somebody in or up: both are done here, or not at all."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never: administrators add workers."""
        return False

    def on_authentication_error(self, request: HttpRequest, provider: Any, **more: Any) -> None:
        """Cancelled, forged, out of date, or the provider did not answer: all look the same."""
        raise ImmediateHttpResponse(_refuse(request))

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """The provider has said who it is. What follows is ours."""
        now = timezone.now()
        worker = _worker_of(sociallogin)
        if worker is None:
            raise ImmediateHttpResponse(_refuse(request))
        then = str(request.session.get(NEXT, ""))
        endpoint, token = sociallogin.way_out
        out = way_out(endpoint, token, worker, now)
        how = _claims(sociallogin, "id_token").get("amr")
        if isinstance(how, list) and "mfa" in how:  # RFC 8176: it asked for more than one thing
            response: HttpResponse = HttpResponseRedirect(enter(request, worker, Way.PROVIDER, now))
        else:
            response = half_in(request, worker, now, then)
        if out is not None:
            request.session[OUT] = out
        raise ImmediateHttpResponse(response)


def _claims(sociallogin: Any, part: str) -> dict[str, Any]:
    found = sociallogin.claims.get(part)
    return found if isinstance(found, dict) else {}


def _worker_of(sociallogin: Any) -> Worker | None:
    """The worker it came in as before; the first time, the one whose work email the provider vouches for."""
    token, info = _claims(sociallogin, "id_token"), _claims(sociallogin, "userinfo")
    if not token or (info and info.get("sub") != token.get("sub")):
        return None
    which = {"provider": sociallogin.account.provider, "uid": str(token.get("sub", ""))}
    known = SocialAccount.objects.filter(**which).select_related("user").first()
    if known is not None:
        return known.user if known.user.is_active else None
    app = provider() or {}
    email = str(token.get("email") or info.get("email") or "")
    verified = token.get("email_verified", info.get("email_verified")) in (True, "true")
    if not which["uid"] or not email or not (verified or app["settings"]["verified_email"]):
        return None
    worker = Worker.objects.filter(email__iexact=email, is_active=True).first()
    # Whoever is known to it by one name already does not get a second one by having their address given away again.
    if worker is None or SocialAccount.objects.filter(user=worker, provider=which["provider"]).exists():
        return None
    SocialAccount.objects.create(user=worker, extra_data={}, **which)
    return worker


@require_GET
def begin(request: HttpRequest) -> HttpResponse:
    """Off to the provider."""
    app = provider()
    if app is None:
        raise Http404
    request.session[NEXT] = our_page(request, request.GET.get("next", ""))
    request.GET = QueryDict()  # nothing of the address reaches the provider
    return _speak(request, OAuth2LoginView, app["provider_id"])


@require_GET
def back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from the provider, with its answer."""
    app = provider()
    if app is None or provider_id != app["provider_id"]:
        raise Http404
    return _speak(request, OAuth2CallbackView, provider_id)


def _speak(request: HttpRequest, view: Any, provider_id: str) -> HttpResponse:
    try:
        response: HttpResponse = view.adapter_view(Spoken(request, provider_id))(request)
    except (RequestException, LookupError, ValueError, TypeError, ImproperlyConfigured):
        # It did not answer, or what it answered is not what the standard says.
        return _refuse(request)
    return response
