"""The browser is the measure: raw HTML and the rendered page name the links that Chromium names."""

import asyncio

from servers import Reply, SiteServer, page

from auditor.capture.addresses import loopback
from auditor.capture.browser import SiteBrowserSettings, open_session
from auditor.capture.locate import find_axe, require_browser
from auditor.capture.page import Order
from auditor.crawl.html import page_facts
from auditor.crawl.url import canonical
from auditor.judge.rendered_facts import rendered_links
from auditor.model import Hop
from auditor.page import page_from_capture

KIND = (("Content-Type", "text/html"),)
P = "<!DOCTYPE html><html lang=ja><head><meta charset=utf-8><title>t</title></head><body>%s</body></html>"
PAGES = {
    "slashes": P % r'<a href="\\\a">1</a><a href="/\b">2</a><a href=".\c\..\d.html">3</a><a href="e?f\g#h\i">4</a>'
    '<a href="/x//y///z.html">5</a><a href="u//v.html">6</a>',
    "dots": P % '<a href="%2e%2e/up.html">1</a><a href="a/./b/.%2E/c">2</a><a href="....//x">3</a><a href="..">4</a>'
    '<a href=".">5</a><a href="./?a">6</a><a href="/../../r">7</a>',
    "escapes": P % '<a href="あ い.html?う=え お#か">1</a><a href="100%.html">2</a><a href="a%zz?b=%e3%81">3</a>'
    """<a href="x?a=<b>&quot;c'd|e^f`g{h}">4</a><a href="p;v=1?q;r">5</a><a href="it's(1)[2].html">6</a>""",
    "sjis": "<html lang=ja><head><meta charset=Shift_JIS><title>t</title><body>"
    '<a href="検索.cgi?q=東京&x=1">1</a><a href="?q=①㈱表ソ">2</a>',
    "area": P % '<map name=m><area href="n.html" alt=北><area href=" s.html" alt=南><area nohref alt=x></map>'
    '<link href="l.html" rel=next><form action="f.cgi"></form><iframe src="i.html"></iframe>',
    "nested": P % '<a href="/1">a<a href="/2">b</a></a><table><a href="/3">c</a><tr><td><a href=/4>d</table>'
    '<p><a href="/5"><div>e</div></a><button><a href="/6">f</a></button>',
    "attributes": P % '<a href="/1" href="/2">1</a><A HREF=/3>3</A><a href=/4/>4</a><a href>7</a>'
    '<a href="/5?a=1&b=2&amp;c=3&#38;d=4&notit=6">5</a><a data-href="/6">6</a>',
    "pictures": P % r'<svg><a xlink:href=" /s1\x.html "><text>1</text></a><a href="s2.html"><text>2</text></a></svg>'
    '<template><a href="/t">t</a></template>',
    "base": '<!DOCTYPE html><html lang=ja><title>t</title><base href="\\sub\\dir/"><a href="a.html">1</a>'
    '<a href="\\b">2</a><a href="?c">3</a><a href="#/r">4</a><a href="">5</a>',
}  # fmt: skip


def sent(name: str) -> Reply:
    return Reply(PAGES[name].encode("cp932" if name == "sjis" else "utf-8"), 200, KIND)


async def named(server: SiteServer) -> dict[str, tuple[set[str | None], set[str], set[str]]]:
    """Page → the addresses that the browser, the raw HTML and the rendered page name."""
    source, _ = find_axe()
    found = {}
    settings = SiteBrowserSettings(
        browser=require_browser(), axe_source=source, resolver=loopback({}, f"127.0.0.1:{server.port}")
    )
    async with open_session(settings) as session:
        for name in PAGES:
            url = server.url(f"/k/{name}.html")
            measure = await session.rendered_links(url)
            capture = await session.capture(Order(url, axe=False))
            found[name] = (
                {canonical(href) for href, _ in measure.links},
                {link.url for link in page_facts(url, [Hop(url, 200, KIND)], sent(name).body).links},
                {link.url for link in rendered_links(page_from_capture(capture), capture.encoding)},
            )
    return found


def test_raw_and_rendered_links_are_those_of_the_browser() -> None:
    with SiteServer({**{f"/k/{name}.html": sent(name) for name in PAGES}, "*": page("x")}) as server:
        found = asyncio.run(named(server))

    for name, (browser, raw, rendered) in found.items():
        assert browser, name
        assert raw == browser, name
        assert rendered == browser, name
