"""A site of hostile pages in one: each does to a browser, or to our scripts, what no page should."""

from collections.abc import Mapping

from running import html
from servers import Reply, Route, page, raw


def script(text: str, body: str = "") -> Reply:
    """A page in order whose script is not."""
    return page(html(body=f'<p><img src="/a.png"></p>{body}<script>{text}</script>', title="窓口のご案内"))


def xhtml(body: str) -> Reply:
    """A page sent as XML, where one unclosed tag costs the whole page."""
    text = f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>例規</title></head>{body}</html>'
    return Reply(text.encode(), 200, (("Content-Type", "application/xhtml+xml"),))


CLOBBERED = "".join(
    f'<p><label for="{name}">{name}</label><input id="{name}" name="{name}"></p>'
    for name in ("matches", "parentNode", "getAttribute", "nodeName", "getRootNode", "children", "attributes")
)
SPIN = "const t = Date.now(); while (Date.now() - t < 60000);"
REWRITES = "setInterval(() => { document.open(); document.write('<p>又'); document.close() }, 9)"
HISTORY = """let n = 0; setInterval(() => {
  for (let i = 0; i < 99; i++) try { history.replaceState(0, '', '?' + n++) } catch (e) { }
}, 2)"""
GROWS = """setInterval(() => {
  const b = document.createElement('ul'); b.innerHTML = '<li>増'.repeat(300); document.body.append(b);
}, 10)"""
PROTOTYPES = """Element.prototype.matches = Element.prototype.getAttribute = null; JSON.stringify = () => '[]';
Array.prototype.push = () => { throw 1 }; window.Promise = null; globalThis.axe = {run: 1}"""
CLOSED = "b.attachShadow({mode: 'closed'}).innerHTML = '<p>閉じた部品</p>'"
MEMORY = "const kept = []; setInterval(() => kept.push(new Uint8Array(3e8).fill(1)), 5)"
NAMED = f"<p><img src='/a.png'></p><form action='/x'>{CLOBBERED}</form><img name=scripts><img name=documentElement>"
EMPTY = "<!doctype html><html lang=ja><title>一</title><body><div id=app></div><script>0</script>"
SHORT = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99999\r\n\r\n<p>x"

# Path → answer, and the fates each may end in.
PAGES: Mapping[str, tuple[Route, str]] = {
    "/": (page(html("/fine")), "ok"),
    "/fine": (page(html()), "ok"),
    "/spins": (script("for (;;) ;"), "timeout"),
    "/spins-later": (script("onload = () => setTimeout(() => { for (;;) ; }, 50)"), "timeout ok"),
    "/root-gone": (script("document.querySelector('html').remove()"), "no-content"),
    "/body-gone": (script("document.body.remove()"), "ok"),
    "/rewritten": (script(REWRITES), "ok timeout crashed"),
    "/asks": (script("setInterval(() => { confirm('本当に'); prompt('数') }, 3)"), "ok timeout"),
    "/opens": (script("setInterval(() => window.open('/fine'), 15)"), "ok timeout"),
    "/reloads": (script("setTimeout(() => location.reload(), 120)"), "ok timeout"),
    "/history": (script(HISTORY), "ok timeout"),
    "/grows": (script(GROWS), "ok too-large timeout"),
    "/many": (page(html(body="<b></b>" * 150_000)), "too-large timeout"),
    "/deep": (page(html(body="<span>" * 2000 + "底" + "</span>" * 2000)), "ok timeout"),
    "/long-word": (page(html(body="<p>" + "亜" * 300_000)), "ok timeout"),
    "/frames": (page(html(body="<iframe title=f srcdoc='<p>枠'></iframe>" * 60)), "ok timeout"),
    "/frames-in-frames": (page(html(body='<iframe title="a" src="/frames-in-frames?1"></iframe>')), "ok"),
    "/prototypes": (script(PROTOTYPES), "ok"),
    "/clobbered": (page(html(body=NAMED)), "ok"),
    "/closed": (script(CLOSED, "<div id=b></div>"), "ok"),
    "/focus-spins": (page(html(body=f'<button onfocus="{SPIN}">押す</button>')), "ok"),
    "/focus-kept": (script("c.onblur = () => c.focus()", "<input id=c aria-label=c>"), "ok"),
    "/never-drawn": (page(EMPTY), "ok"),
    "/closes": (script("setInterval(() => window.close(), 5)"), "ok crashed"),
    "/memory": (script(MEMORY), "ok crashed timeout"),
    "/no-content": (Reply(b"", 204, ()), "no-content"),
    "/not-well-formed": (xhtml("<body><p>開いたまま<br></p></body>"), "not-well-formed"),
    "/lies": (raw(SHORT), "ok bad-response connection timeout"),
    "/after-all": (page(html(title="最後のページ")), "ok"),
}
