"""What a browser says it is, in the words of the list of open sessions."""

from django.http import HttpRequest

from safeguarding.sign_in.types import Device

# In this order: each of these names the ones after it too.
BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"),
            ("Chrome", "Chrome"), ("Safari", "Safari"))  # fmt: skip
SYSTEMS = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
           ("CrOS", "Chromebook"), ("Mac OS X", "Mac"), ("Linux", "Linux"))  # fmt: skip


def _named(agent: str, names: tuple[tuple[str, str], ...]) -> str:
    return next((name for sign, name in names if sign in agent), "")


def device_of(request: HttpRequest) -> tuple[Device, str]:
    """A computer, phone or tablet, and "Chrome on Windows"; "A browser" when it does not say."""
    agent = request.headers.get("User-Agent", "")[:400]
    system = _named(agent, SYSTEMS)
    if system == "iPhone" or (system == "Android" and "Mobile" in agent):
        device = Device.PHONE
    elif system in {"iPad", "Android"}:
        device = Device.TABLET
    else:
        device = Device.COMPUTER
    browser = _named(agent, BROWSERS) or "A browser"
    return device, f"{browser} on {system}" if system else browser
