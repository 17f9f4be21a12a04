"""Attributes of libraries that are not promised to us: each test says what to do on the day one goes."""

import asyncio
import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from playwright.async_api import async_playwright

from auditor.capture.locate import require_browser


def test_playwright_still_shows_the_session_beneath_its_copies() -> None:
    async def ask() -> Any:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(
                executable_path=require_browser().path, args=["--no-sandbox"]
            )
            cdp = await browser.new_browser_cdp_session()
            beneath = getattr(cdp, "_impl_obj", None)
            answer = None
            if beneath is not None:
                assert callable(beneath.on), (
                    "its events cannot be listened to: see _events in auditor/capture/tab.py"
                )
                answer = await cdp.send("Browser.getVersion")
            await browser.close()
            return beneath, answer

    beneath, answer = asyncio.run(ask())

    assert beneath is not None, (
        "Playwright's CDPSession has no _impl_obj any more. auditor/capture/tab.py then goes through Playwright's copy of"
        " every answer, which costs more than judging the page: find its new name for _send and _events, or hold"
        " Playwright back in pyproject.toml."
    )
    assert answer and "product" in answer


def test_a_pool_of_processes_still_shows_them() -> None:
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as executor:
        executor.submit(os.getpid).result()
        processes = list((getattr(executor, "_processes", None) or {}).values())

    assert processes and all(callable(process.terminate) for process in processes), (
        "ProcessPoolExecutor has no _processes any more. auditor/fleet.py ends its workers by it on Ctrl+C: without it"
        " they and their browsers are left behind. Python 3.14 has terminate_workers()."
    )
