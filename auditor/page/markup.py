"""A page view of HTML text that no browser rendered: examples, and checks before publishing."""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urljoin

import html5lib

from auditor.model import Hop
from auditor.page.dom import TreePage
from auditor.page.source import MarkupSource
from auditor.page.tree import UNREAD, Node, NoFacts, Tree, new_root

_TEMPLATE = re.compile(r"(<template\b[^>]*>).*?(</template\s*>)", re.IGNORECASE | re.DOTALL)


def page_from_html(
    html: str,
    url: str = "http://example.localhost/",
    headers: Sequence[tuple[str, str]] = (),
    probes: Mapping[str, Any] | None = None,
) -> TreePage:
    """Parse as a browser does; names, roles, styles and boxes raise MissingEvidence."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    # html5lib does not know <template> and would leave it open to the end of the page.
    parsed = parser.parse(_TEMPLATE.sub(r"\1\2", html), scripting=True)
    tree = Tree(new_root("html", _attributes(parsed)), NoFacts(), url, url)
    tree.register(tree.root, "html", 0)
    _grow(tree, parsed)
    tree.base = base_of(tree)
    return TreePage(
        url,
        [tree],
        hops=[Hop(url, 200, tuple(headers))],
        source=lambda: MarkupSource(html),
        probes=probes,
        requests=(probes or {}).get("requests", ()),
        cookies=(probes or {}).get("cookies", ()),
    )


def base_of(tree: Tree) -> str:
    """Return the address relative links start from."""
    href = next((node.get("href", "") for node in tree.select("base[href]")), "")
    try:
        return urljoin(tree.url, href.strip()) if href else tree.url
    except ValueError:
        return tree.url


def _grow(tree: Tree, parsed: Any) -> None:  # Any: html5lib hands out either of two element classes
    pending: list[tuple[Node, Any]] = [(tree.root, parsed)]
    count = 0
    while pending:
        node, source = pending.pop()
        if source.text:
            tree.add_text(node, source.text)
        if node.tag in UNREAD:
            continue
        grown: list[tuple[Node, Any]] = []
        for child in source:
            if isinstance(child.tag, str) and child.tag != "<!DOCTYPE>":
                count += 1
                grown.append((tree.add(node, _local(child.tag), _attributes(child), count), child))
            if child.tail:
                tree.add_text(node, child.tail)
        pending.extend(reversed(grown))


def _attributes(element: Any) -> dict[str, str]:
    return {_local(name).lower(): value for name, value in element.attrib.items()}


def _local(name: str | tuple[str, str, str]) -> str:
    return name.rsplit("}", 1)[-1] if isinstance(name, str) else str(name[1])
