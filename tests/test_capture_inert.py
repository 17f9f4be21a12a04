"""Which pages can have left nothing but cookies: they need no wiping of storage."""

import asyncio
import base64
from typing import Any

import pytest

from auditor.capture.guard import Guard
from auditor.capture.navigation import Navigation
from auditor.capture.network import NetworkLog
from auditor.model import CaptureError


def navigation(body: bytes | CaptureError, navigations: int = 0) -> Navigation:
    made = Navigation("http://site.localhost/", NetworkLog("frame"), lambda _: True, body=body)
    made.navigations = navigations
    return made


@pytest.mark.parametrize(
    "body",
    [
        b"<!doctype html><title>x</title><p>text",
        "<p>version=2 の on/off を、こう書きます: --option=値".encode(),
        b'<link rel="stylesheet" href="a.css"><img src="on.png" alt="on = off">',
        "<p>表</p><table><tr><td>1</table>".encode("cp932"),
    ],
)
def test_a_page_without_a_word_of_script_is_inert(body: bytes) -> None:
    assert navigation(body).inert


@pytest.mark.parametrize(
    "body",
    [
        b"<script src=a.js></script>",
        b"<SCRIPT>1</SCRIPT>",
        b"<img src=x onerror=go()>",
        b"<img src=x\nonload\n=\n'go()'>",
        b"<svg/onload=go()>",
        b"<body/onpagehide=go()>",
        b"<iframe src=other.html></iframe>",
        b"<frameset><frame src=a></frameset>",
        b"<object data=a.html></object>",
        b"<embed src=a.html>",
        b"<div><template shadowrootmode=open><p>x</template></div>",
        b"<a href='javascript:go()'>x</a>",
        "<script>1</script>".encode("utf-16"),
        b'<x:script xmlns:x="http://www.w3.org/1999/xhtml">go()</x:script>',
        b'<?xml-stylesheet type="text/xsl" href="a.xsl"?><html xmlns="http://www.w3.org/1999/xhtml"/>',
        b'<!DOCTYPE html [<!ENTITY e "&#60;scr" >]><html xmlns="http://www.w3.org/1999/xhtml">&e;</html>',
        b"<meta charset=iso-2022-jp><scr\x1b(Bipt>go()</scr\x1b(Bipt>",
    ],
)
def test_whatever_can_run_or_bring_a_script_is_not(body: bytes) -> None:
    assert not navigation(body).inert


def test_a_page_that_is_not_known_whole_or_was_replaced_is_not() -> None:
    assert not navigation(CaptureError("too-large")).inert
    assert not navigation(b"<p>x", navigations=1).inert


PLAIN = b"<!doctype html><title>x</title><p>text"
REQUEST = {
    "frameId": "frame",
    "resourceType": "Document",
    "request": {"method": "GET", "url": "http://site.localhost/"},
}
ANSWER = {
    **REQUEST,
    "responseStatusCode": 200,
    "responseHeaders": [
        {"name": "Content-Type", "value": "text/html"},
        {"name": "Content-Length", "value": str(len(PLAIN))},
    ],
}


async def send(method: str, params: dict[str, Any]) -> dict[str, Any]:
    body = base64.b64encode(PLAIN).decode()
    return {"body": body, "base64Encoded": True} if method == "Fetch.getResponseBody" else {}


def visited(*events: dict[str, Any]) -> Navigation:
    """The navigation of a guard that saw these requests."""
    guard = Guard(send, "frame")
    guard.navigation = made = navigation(CaptureError("absent"))
    made.on_asked("frame", REQUEST["request"]["url"], "scriptInitiated")

    async def happen() -> None:
        for place, event in enumerate(events):
            await guard.paused({"requestId": str(place), **event})

    asyncio.run(happen())
    return made


def test_the_navigation_we_ask_for_leaves_a_plain_page_inert_and_one_of_its_own_does_not() -> None:
    assert visited(REQUEST, ANSWER).inert
    assert not visited(REQUEST, ANSWER, REQUEST, ANSWER).inert
