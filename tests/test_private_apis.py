"""Attributes of libraries that are not promised to us: each test says what to do on the day one goes."""

import asyncio
import io
import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from typing import Any

from playwright.async_api import async_playwright
from xlsxwriter.workbook import Workbook

from auditor.capture.locate import require_browser
from auditor.workbook.form.known_words import formula_of
from auditor.workbook.write.written_words import written_words


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


def test_xlsxwriter_still_shows_the_cells_it_has_written() -> None:
    book = Workbook(io.BytesIO(), {"in_memory": True})
    sheet = book.add_worksheet("表")
    bold = book.add_format({"bold": True})
    sheet.write_string(0, 0, "文字")
    sheet.write_rich_string(0, 1, bold, "太", "字")
    sheet.write_number(0, 2, 12)
    sheet.write_datetime(0, 3, datetime(2026, 11, 20), book.add_format({"num_format": "yyyy/m/d"}))
    sheet.write_formula(0, 4, "=C1*2", None, 24)
    sheet.write_url(0, 5, "https://www.example.jp/", None, "リンク")
    sheet.write_blank(0, 6, None, bold)

    said = written_words(book, ())["表"]

    day = datetime(2026, 11, 20)
    assert all(value in said for value in ("文字", "太字", 12, day, 24, "リンク", formula_of(5))), (
        "XlsxWriter keeps its cells in another way. auditor/workbook/write/written_words.py reads them from worksheet.table"
        " and workbook.str_table: without it every cell of ours would come back as words that people wrote. Mend _cells, or"
        " hold XlsxWriter back in pyproject.toml."
    )
