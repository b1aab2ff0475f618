"""Static files gathered once: doing it again for files that did not change takes seconds of every start."""

from hashlib import sha256

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def gather() -> bool:
    """Gather, hash and compress them, unless just these were. True when there was something to do."""
    now, kept = _fingerprint(), settings.STATIC_ROOT.with_suffix(".gathered")
    if settings.STATIC_ROOT.exists() and kept.exists() and kept.read_text() == now:
        return False
    kept.unlink(missing_ok=True)  # stopped halfway, it begins again
    call_command("collectstatic", verbosity=0, interactive=False)
    kept.write_text(now)
    return True


def _fingerprint() -> str:
    """Name, size and time of every file, and how they are stored."""
    lines = [repr(settings.STORAGES["staticfiles"])]
    for finder in get_finders():
        for path, storage in finder.list([]):
            prefix = getattr(storage, "prefix", None) or ""
            lines.append(
                f"{prefix}/{path} {storage.size(path)} {storage.get_modified_time(path).timestamp()}"
            )
    return sha256("\n".join(sorted(lines)).encode()).hexdigest()
