"""The document kept of a visit: what it answers, and when there is none to answer with."""

from dataclasses import replace

import pytest

from auditor.capture.recorded import recorded
from auditor.model import Capture, CaptureError, Fate, Hop

PAGE = "https://city.example.jp/a?b=1"
LINES = (
    ("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("Content-Length", "9"),
    ("Transfer-Encoding", "chunked"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"),
)  # fmt: skip
CAPTURE = Capture(PAGE, PAGE, Fate.OK, hops=(Hop(PAGE, 200, LINES),), source=b"<p>")


def test_the_document_is_kept_with_its_lines_but_not_with_how_it_was_sent() -> None:
    document = recorded(CAPTURE)

    assert document is not None
    assert (document.url, document.status, document.body) == (PAGE, 200, b"<p>")
    assert document.headers == (("Content-Type", "text/html"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"))


def test_after_a_redirect_the_landing_page_is_kept() -> None:
    moved = Hop("https://city.example.jp/old", 301, (("Location", "/a?b=1"),))

    document = recorded(replace(CAPTURE, requested=moved.url, hops=(moved, *CAPTURE.hops)))

    assert document is not None and document.url == PAGE


@pytest.mark.parametrize(
    "capture",
    [
        replace(CAPTURE, source=CaptureError("too-large")),
        replace(CAPTURE, hops=()),
        replace(CAPTURE, hops=(Hop(PAGE, 200, ()),)),
        replace(CAPTURE, url="https://city.example.jp/elsewhere"),
    ],
    ids=["body lost", "no answer", "no header lines", "a document that no answer was kept of"],
)
def test_a_page_that_was_not_kept_whole_is_asked_for_again(capture: Capture) -> None:
    assert recorded(capture) is None


@pytest.mark.parametrize(
    ("method", "url", "answered"),
    [
        ("GET", PAGE, True), ("GET", f"{PAGE}#part", True), ("HEAD", PAGE, False), ("POST", PAGE, False),
        ("GET", "https://city.example.jp/a", False), ("GET", "http://city.example.jp/a?b=1", False),
    ],
)  # fmt: skip
def test_it_answers_requests_for_its_own_address_alone(method: str, url: str, answered: bool) -> None:
    document = recorded(replace(CAPTURE, url=f"{PAGE}#top"))

    assert document is not None
    assert document.answers({"method": method, "url": url}) is answered
