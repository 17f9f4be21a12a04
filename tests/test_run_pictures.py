"""Which pages are pictured: where there is something to show that no other page shows."""

from contextlib import closing
from pathlib import Path

from running import CYCLE, Desk, html
from servers import SiteServer, page

from auditor.commands.reports_folder import opened
from auditor.store import CaptureStore

BAD = '<main><h1>題</h1><p style="color:#bbb;background:#fff">読みにくい文です。</p></main>'
OWN = '<main><h1>題</h1><p style="color:#bbb;background:#fff">読みにくい文です。</p><form><input name="a"></form></main>'


def test_pages_of_a_template_are_pictured_until_its_defects_are_shown(tmp_path: Path) -> None:
    names = [f"/p{number}" for number in range(6)]
    routes = {name: page(html("/", body=BAD)) for name in names}
    routes["/p5"] = page(html("/", body=OWN))
    desk = Desk(tmp_path, defaults={"selection": "all", "probes": "none"})
    with SiteServer({"/": page(html(*names, body=BAD)), **routes}) as server:
        desk.write(small=server.url())
        assert desk.run().code == 0
    pictured = []
    with (
        opened(desk.reports) as store,
        closing(CaptureStore(desk.reports / "captures" / CYCLE / "small.sqlite")) as captures,
    ):
        for url in store.site(CYCLE, "small").captured():
            capture = captures.get(url, "1280x900")
            assert capture is not None
            if capture.screenshot:
                pictured.append(url.rpartition("/")[2])
        shown = {(rule, url.rpartition("/")[2]) for url, rule, _, _ in store.site(CYCLE, "small").crops()}
    # Two of the template, whatever is on them, and the one page that has something of its own to show.
    assert set(pictured) == {"", "p0", "p5"}
    assert ("axe/label", "p5") in shown and any(rule == "axe/color-contrast" for rule, _ in shown)
