"""A small closed-loop load: so many clients at once, each GETs a page and POSTs its form, again and again."""

import http.client
import re
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from urllib.parse import urlencode

HIDDEN = re.compile(rb'<input type="hidden" name="([^"]+)" value="([^"]+)"')


@dataclass
class Job:
    """One GET and the POST that follows it."""

    get: str
    post: str
    data: dict[str, str]
    cookie: str = ""


@dataclass
class Result:
    done: int = 0
    server_errors: int = 0
    other: int = 0
    seconds: float = 0.0
    took: list[float] = field(default_factory=list)
    strange: list[int] = field(default_factory=list)  # statuses nobody expected

    def per_second(self) -> float:
        """Pairs of GET and POST answered each second."""
        return self.done / self.seconds if self.seconds else 0.0

    def p99_ms(self) -> float:
        """Ninety-nine of a hundred pairs took no longer, in milliseconds."""
        return 1_000 * statistics.quantiles(self.took, n=100)[98] if len(self.took) > 1 else 0.0


def run(port: int, jobs: list[Job], at_once: int, good: Callable[[int], bool]) -> Result:
    """Do every job once, ``at_once`` at a time. ``good`` says which status of the POST counts as stored."""
    queue: SimpleQueue[Job] = SimpleQueue()
    for job in jobs:
        queue.put(job)
    result, lock = Result(), threading.Lock()
    clients = [
        threading.Thread(target=_client, args=(port, queue, result, lock, good)) for _ in range(at_once)
    ]
    began = time.perf_counter()
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    result.seconds = time.perf_counter() - began
    return result


def _client(
    port: int, queue: "SimpleQueue[Job]", result: Result, lock: threading.Lock, good: Callable[[int], bool]
) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    while True:
        try:
            job = queue.get_nowait()
        except Empty:
            break
        began = time.perf_counter()
        status = pair(connection, job)
        took = time.perf_counter() - began
        with lock:
            result.took.append(took)
            result.done += good(status)
            result.server_errors += status >= 500
            result.other += not good(status) and status < 500
            result.strange += [] if good(status) else [status]
    connection.close()


def pair(connection: http.client.HTTPConnection, job: Job) -> int:
    """One GET and its POST; the status of whichever ended it."""
    headers = {"Cookie": job.cookie, "Host": "localhost"}
    connection.request("GET", job.get, headers=headers)
    page = connection.getresponse()
    body = page.read()
    if page.status >= 400:
        return page.status
    data = dict(job.data)
    data |= {name.decode(): value.decode() for name, value in HIDDEN.findall(body)}
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request("POST", job.post, body=urlencode(data), headers=headers)
    answer = connection.getresponse()
    answer.read()
    return answer.status
