"""Where addresses lead: redirects of all kinds, pages listed by hand, and the views of pages that scripts draw."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from running import Desk
from servers import Reply, SiteServer, page, redirect

PDF = Reply(b"%PDF-1.4", 200, (("Content-Type", "application/pdf"),))
VIEWS = """<div id="app"></div><script>
const views = {
  '/': '<h1>施設案内</h1><p>東京都の施設案内のページです。下の区を選んでください。場所と開いている時間を案内します。</p>'
    + '<a href="#/ku/kita">北区</a><a href="#!/ku/minami">南区</a><a href="#!">何もしない</a><a href="#app">上へ</a>',
  '/ku/kita': '<h1>北区</h1><p>北区の施設の一覧です。図書館、体育館、区民会館があります。予約は窓口で受け付けています。</p>'
    + '<form><input type="text" name="q"></form><a href="#/">ホーム</a>',
  '/ku/minami': '<h1>南区</h1><p>南区の施設の一覧です。図書館と文化会館があります。予約は電話で受け付けています。</p>'
    + '<table><tr><th>館</th></tr></table><a href="#/ku/kita">北区</a><a href="#/gone?page=1">次</a>',
};
document.getElementById('app').innerHTML =
  '<main>' + (views[location.hash.replace(/^#!?/, '') || '/'] || '<h1>ありません</h1>') + '</main>';
</script>"""


def doc(head: str = "", body: str = "", title: str = "試験") -> Reply:
    return page(
        f'<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body><main><h1>{title}</h1><p>{title}の本文です。ここに文章があります。</p>{body}</main></body></html>"
    )


def refresh(content: str) -> str:
    return f'<meta http-equiv="refresh" content="{content}">'


def script(code: str) -> str:
    return f"<script>{code}</script>"


def links(*paths: str) -> str:
    return "".join(f'<a href="{path}">{path}</a>' for path in paths)


def leading(server: SiteServer, other: SiteServer) -> dict[str, Reply]:
    """Pages that lead on in every way there is, and some that only look so."""
    return {
        "/r1.html": doc(refresh("0;URL=new1.html")), "/new1.html": doc(title="新1"),
        "/r2": Reply(b"<html lang=ja><title>x</title><p>moved", 200,
                     (("Content-Type", "text/html"), ("Refresh", "0; url=/new2"))),
        "/new2": doc(title="新2"),
        "/r3": doc(refresh("5; url=/new3")), "/new3": doc(title="新3"),
        "/r4": doc(refresh("0")),
        "/r5": doc("<noscript>" + refresh("0;url=/nojs") + "</noscript>"),
        "/r6": doc(script("location.replace('/new6')")), "/new6": doc(title="新6"),
        "/r7": redirect("/r7b", 301), "/r7b": doc(refresh("0;/new7")), "/new7": doc(title="新7"),
        "/r8": doc(refresh("0; url=" + other.url("/x"))),
        "/r9a": doc(refresh("0;url=/r9b")), "/r9b": doc(refresh("0;url=/r9a")),
        "/r10": doc(refresh("0; url='" + server.url("/new10?a=1&amp;b=2") + "'")), "/new10": doc(title="新10"),
        "/r11": doc("", script('onload = () => { location.href = "new11" }')), "/new11": doc(title="新11"),
        "/r12": page('<HTML LANG=JA><TITLE>旧</TITLE><BODY><META HTTP-EQUIV=REFRESH CONTENT="0,/new12"><P>旧'),
        "/new12": doc(title="新12"),
        "/r13": doc("", script("location.hash = '#x'; history.replaceState(0, '', '/fake')"), "履歴"),
    }  # fmt: skip


FOLDER = {
    "/a/r1": redirect("/b/new1"), "/b/new1": doc(title="外1"),
    "/a/r2": doc(script("location = '/b/new2'")), "/b/new2": doc(title="外2"),
    "/a/r3": doc(refresh("0;url=./")),
    "/a/r4": doc(refresh("0; url=r4?done=1")), "/a/r4?done=1": doc(title="済4"),
    "/a/r5": doc(refresh("0;url=doc.pdf")), "/a/doc.pdf": PDF,
    "/a/r6": doc(refresh("0;url=gone.html")),
    "/a/r7": doc(refresh("0;url=/secret/x")),
    "/a/r8": doc(refresh("1.5;url=new8")), "/a/new8": doc(title="新8"),
    "/a/r9": doc(script("if (!location.search) location.search = '?js=1'"), title="印"),
    "/a/r9?js=1": doc(title="印付き"),
    "/a/r10": doc(f"<!--{refresh('0;url=no')}--><template>{refresh('0;url=no')}</template>"),
    "/robots.txt": Reply(b"User-agent: *\nDisallow: /secret/\n", 200, (("Content-Type", "text/plain"),)),
    "/list/l1": redirect("/list/l1/"), "/list/l1/": doc(title="一覧"), "/list/l2": doc(title="表"),
    "/list/l3": doc(script("location.replace('/list/l4')")), "/list/l4": doc(title="四"),
}  # fmt: skip


@pytest.fixture(scope="module")
def led(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, dict[str, SiteServer]]]:
    """Four sites in one run: pages that lead on, a site in a folder, one listed by hand, one drawn by scripts."""
    desk = Desk(tmp_path_factory.mktemp("leads"))
    with (
        SiteServer({"*": doc(title="よそ")}) as other,
        SiteServer({}) as leads,
        SiteServer({}) as folder,
        SiteServer({"/top/": doc(title="入口"), "/x": doc(title="外の頁"), "/moved": redirect("/ja/"),
                    "/ja/": doc(title="日本語"), "/away": redirect(other.url("/y"))}) as listed,
        SiteServer({"/app": redirect("/app/"), "/app/": page(
            f'<!DOCTYPE html><html lang="ja"><title>施設</title><body>{VIEWS}')}) as views,
    ):  # fmt: skip
        found = leading(leads, other)
        old = [path for path in found if path.startswith("/r") and path != "/r7b"]
        leads.routes.update({**found, "/": doc(body=links(*old), title="入口")})
        folder.routes.update(
            {**FOLDER, "/a/": doc(body=links(*(f"/a/r{n}" for n in range(1, 11))), title="入口")}
        )
        desk.write(
            leads=leads.url(),
            folder={"start": folder.url("/a/"), "sample": ["/list/l1", "/list/l2", "/list/l3"]},
            listed={"start": listed.url("/top/"), "urls": ["/x", "/moved", "/away", "/top/"]},
            views=views.url("/app/"),
            routes={"start": views.url("/app/"), "urls": [views.url("/app#/ku/kita"), views.url("/app/#top")]},
        )  # fmt: skip
        done = desk.run()
        assert done.code == 0, done.err
        yield desk, {"other": other, "leads": leads, "folder": folder, "listed": listed, "views": views}


def audited(desk: Desk, site: str) -> set[str]:
    return {
        "/" + line["url"].split("/", 3)[3]
        for line in desk.lines()
        if line["kind"] == "assertion" and line["site"] == site and line["rule"].startswith("axe/")
    }


def test_a_page_that_leads_on_at_once_is_a_redirect_and_only_its_landing_page_is_audited(
    led: tuple[Desk, dict[str, SiteServer]],
) -> None:
    desk, servers = led
    redirected = {f"/r{n}" for n in (2, 6, 7, 10, 11, 12)} | {"/r1.html"}
    landed = {f"/new{n}" for n in (2, 6, 7, 11, 12)} | {"/new1.html", "/new10?a=1&b=2"}
    stayed = {"/", "/r3", "/new3", "/r4", "/r5", "/r13"}

    assert desk.fates("leads") == {
        **dict.fromkeys(redirected, "redirected"), **dict.fromkeys(landed | stayed, "ok"),
        "/r8": "redirected-off-site", "/r9a": "redirect-loop", "/r9b": "redirect-loop",
    }  # fmt: skip
    assert audited(desk, "leads") == landed | stayed
    assert servers["other"].hits == []


def test_a_lead_out_of_the_folder_is_no_other_site_and_a_page_listed_by_hand_is_audited_there(
    led: tuple[Desk, dict[str, SiteServer]],
) -> None:
    desk, servers = led

    assert desk.fates("folder") == {
        "/a/": "ok", "/a/r1": "redirected", "/b/new1": "excluded", "/a/r2": "redirected", "/b/new2": "excluded",
        "/a/r3": "redirected", "/a/r4": "redirected", "/a/r4?done=1": "ok", "/a/r5": "redirected",
        "/a/doc.pdf": "not-html", "/a/r6": "http-error", "/a/r7": "redirected", "/secret/x": "robots-denied",
        "/a/r8": "ok", "/a/new8": "ok", "/a/r9": "redirected", "/a/r9?js=1": "ok", "/a/r10": "ok",
        "/list/l1": "redirected", "/list/l1/": "ok", "/list/l2": "ok", "/list/l3": "redirected", "/list/l4": "ok",
    }  # fmt: skip
    assert {"/list/l1/", "/list/l2", "/list/l4"} <= audited(desk, "folder")
    assert not {"/b/new1", "/b/new2"} & audited(desk, "folder")
    assert "/secret/x" not in servers["folder"].paths


def test_pages_listed_by_hand_are_audited_anywhere_on_the_host_and_where_they_moved_to(
    led: tuple[Desk, dict[str, SiteServer]],
) -> None:
    desk, _ = led

    assert desk.fates("listed") == {
        "/top/": "ok", "/x": "ok", "/moved": "redirected", "/ja/": "ok", "/away": "redirected-off-site",
    }  # fmt: skip
    assert audited(desk, "listed") == {"/top/", "/x", "/ja/"}


def test_views_that_scripts_draw_are_pages_of_their_own_and_other_fragments_are_not(
    led: tuple[Desk, dict[str, SiteServer]],
) -> None:
    desk, servers = led
    labels = {line["url"].partition("#")[2] for line in desk.lines() if line.get("rule") == "axe/label"
              and line["kind"] == "finding" and line["site"] == "views"}  # fmt: skip

    assert desk.fates("views") == dict.fromkeys(
        ("/app/", "/app/#/ku/kita", "/app/#!/ku/minami", "/app/#/gone?page=1"), "ok"
    )
    assert labels == {"/ku/kita"}
    assert desk.fates("routes") == {"/app#/ku/kita": "redirected", "/app/#/ku/kita": "ok", "/app/": "ok"}
    assert not any("#" in path for path in servers["views"].paths)


def test_views_of_one_document_are_drawn_for_the_sample_by_what_they_show(tmp_path: Path) -> None:
    desk = Desk(tmp_path, defaults={"selection": "representative", "pages": 10})
    shell = f'<!DOCTYPE html><html lang="ja"><title>施設</title><body>{VIEWS}'
    with SiteServer({"/app/": page(shell)}) as server:
        desk.write(views=server.url("/app/"))
        assert desk.run().code == 0

    sample = {
        line["url"].partition("#")[2]: line["sample"] for line in desk.lines() if line["kind"] == "page"
    }
    assert sample["/ku/kita"] and sample["!/ku/minami"]


def test_robots_and_sitemap_are_found_behind_redirects_and_relative_lines(tmp_path: Path) -> None:
    desk = Desk(tmp_path)

    with SiteServer({"*": doc()}) as server:
        server.routes.update(
            {
                "/robots.txt": redirect("/robots2.txt"),
                "/robots2.txt": Reply(b"Sitemap: maps/a.xml\nsitemap: //" + server.url("/b.xml")[7:].encode(),
                                      200, (("Content-Type", "text/plain"),)),
                "/maps/a.xml": redirect("/maps/c.xml"),
                "/maps/c.xml": Reply(b"\n<?xml version='1.0'?><urlset><url><loc>/s/p?a=1&amp;b=2</loc></url></urlset>",
                                     200, (("Content-Type", "text/xml"),)),
                "/b.xml": Reply(server.url("/s/q?c=1&d=2").encode(), 200, (("Content-Type", "text/plain"),)),
                "/sitemap.xml": Reply(b"x", 404),
            }
        )  # fmt: skip
        desk.write(site=server.url("/s/"))
        assert desk.run().code == 0

    assert desk.fates("site") == dict.fromkeys(("/s/", "/s/p?a=1&b=2", "/s/q?c=1&d=2"), "ok")
