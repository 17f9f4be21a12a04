"""Tells a logo: a picture that says the name of the organisation where a site says whose it is."""

import re
from urllib.parse import urlsplit

from auditor.rule import Element, Page

from ._words import fold

LONGEST = 20  # characters of a name
_ORGANISATION = re.compile(
    r"(?:[都道府県市区町村庁省局]|役所|役場|公社|公団|財団|法人|協会|連盟|組合|企業団|館|センター|図書|病院|大学|学校|公園)$|"
    r"\b(?:city|town|village|ward|metropolitan|government|prefecture)\b",
    re.I,
)


def is_logo(page: Page, element: Element, said: str) -> bool:
    """Return whether a picture called `said` is the mark of whoever the page is by.

    It stands in the header or leads to a folder above the page, and its name is an organisation's, or in the title.
    """
    name = fold(said)
    if not name or len(name) > LONGEST:
        return False
    named = name in fold(page.title) or _ORGANISATION.search(said.strip()) is not None
    return named and (element.region == "banner" or _leads_up(page, element))


def _leads_up(page: Page, element: Element) -> bool:
    """Return whether it is a link to a folder that the page lies in."""
    link = element.closest("a[href]")
    if link is None or link["href"].startswith("#"):
        return False
    goal, here = urlsplit(link.url("href")), urlsplit(page.url)
    if goal.netloc != here.netloc or goal.query:
        return False
    folder = re.sub(r"(?:index|default)\.\w+$", "", goal.path) or "/"
    return folder.endswith("/") and here.path.startswith(folder)
