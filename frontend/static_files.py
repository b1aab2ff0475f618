"""Our own files for the adults' faces. WhiteNoise streams them, which an ASGI server can't do without a thread and a
warning for each; they are few and small, so they are sent whole."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile


class WholeFiles(WhiteNoiseMiddleware):  # type: ignore[misc]  # WhiteNoise ships no types
    """WhiteNoise, without streams."""

    @staticmethod
    def serve(static_file: StaticFile, request: HttpRequest) -> HttpResponseBase:
        """The file, or what WhiteNoise answers in its place (304, 405)."""
        response: HttpResponseBase = WhiteNoiseMiddleware.serve(static_file, request)
        if not isinstance(response, StreamingHttpResponse):
            return response
        content = b"".join(bytes(part) for part in response)
        response.close()
        return HttpResponse(content, status=response.status_code, headers=dict(response.items()))
