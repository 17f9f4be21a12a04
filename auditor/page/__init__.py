"""The read-only view of a page, made from a Capture or from HTML text; and the view of a site."""

from auditor.page.dom import TreeElement, TreePage
from auditor.page.markup import page_from_html
from auditor.page.site_view import site_from, site_from_examples
from auditor.page.snapshot import evidence_lacking, page_from_capture
from auditor.page.source import MarkupSource, source_from_bytes
from auditor.page.target import masked_markup

__all__ = [
    "MarkupSource",
    "TreeElement",
    "TreePage",
    "evidence_lacking",
    "masked_markup",
    "page_from_capture",
    "page_from_html",
    "site_from",
    "site_from_examples",
    "source_from_bytes",
]
