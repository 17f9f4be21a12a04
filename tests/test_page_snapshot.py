"""The view of a capture: trees, names and boxes as Chromium gave them, never a guess."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from rendering import Renderer

from auditor.model import Capture, CaptureError, Fate, ProbeName, Reason
from auditor.page import TreePage, evidence_lacking, page_from_capture
from auditor.rule import MissingEvidence, Need

PAGE = """<!doctype html><html lang="ja"><head><title>題</title><base href="/sub/"></head>
<body style="margin:0"><h1>見出し</h1>
<p id="plain" style="color:rgb(1, 2, 3)">文 <span>中</span></p>
<img src="x.png" alt="庁舎" width="10" height="10"><img src="y.png" alt="" width="10" height="10">
<div id="gone" style="display:none"><p>隠</p></div>
<p id="unseen" style="visibility:hidden">x</p><div style="opacity:0"><p id="faint">x</p></div>
<p id="empty"></p><div id="contents" style="display:contents"><b>x</b></div>
<a id="link" href="a.html">リンク</a><div aria-hidden="true"><a id="mute" href="b">b</a></div>
<iframe style="position:absolute;left:100px;top:200px;border:5px solid;width:300px;height:100px" title="枠"
 srcdoc="<body style='margin:0'><p id=plain>内側</p>"></iframe>
<section id="host"><i>差込</i></section><x-card></x-card><div id="quiet" aria-hidden="true"></div>
<input id="field" value="入力"><template><p>未使用</p></template><ul><li>点</ul>
<script>
const shadow = document.getElementById('host').attachShadow({mode: 'open'});
shadow.innerHTML = '<div><p>影</p></div><p>影の段落</p><slot></slot>';
document.getElementById('quiet').attachShadow({mode: 'open'}).innerHTML = '<h4>無音</h4>';
customElements.define('x-leaf', class extends HTMLElement { connectedCallback() {
  this.attachShadow({mode: 'open'}).innerHTML = '<em>奥</em><slot></slot>'; } });
customElements.define('x-card', class extends HTMLElement { connectedCallback() {
  this.attachShadow({mode: 'open'}).innerHTML = '<x-leaf><u>葉</u></x-leaf>'; } });
</script></body></html>"""


@pytest.fixture(scope="module")
def capture(renderer: Renderer) -> Capture:
    return renderer.capture(PAGE)


@pytest.fixture(scope="module")
def page(capture: Capture) -> TreePage:
    return page_from_capture(capture)


def test_the_tree_is_the_document_as_rendered(page: TreePage) -> None:
    assert (page.title, page.root.tag, page.root.lang) == ("題", "html", "ja")
    assert page.select("#plain")[0].text == "文 中"
    assert not page.select("template p, script p")
    assert page.select("#link")[0].url("href") == "http://example.localhost/sub/a.html"
    assert [node for node in page.select("li")[0].nodes] == ["点"]


def test_names_and_roles_are_those_chromium_computed(page: TreePage) -> None:
    filled, empty = page.select("img")

    assert (filled.role, filled.name) == ("img", "庁舎")
    assert (empty.role, empty.name) == ("", "")
    assert (page.select("h1")[0].role, page.select("h1")[0].name) == ("heading", "見出し")
    assert page.select("#plain span")[0].role == ""
    assert page.select("#mute")[0].name == ""
    assert page.select("#gone p")[0].role == ""
    assert page.select("h4")[0].name == ""


def test_an_element_that_moved_between_the_two_looks_is_missing_evidence(capture: Capture) -> None:
    assert isinstance(capture.ax, Mapping)
    gone = {
        frame: [node for node in nodes if node.get("role", {}).get("value") != "heading"]
        for frame, nodes in capture.ax.items()
    }
    page = page_from_capture(replace(capture, ax=gone))

    with pytest.raises(MissingEvidence, match="moved"):
        _ = page.select("h1")[0].name
    assert page.select("img")[0].name == "庁舎"


@pytest.mark.parametrize(
    ("selector", "visible"),
    [
        ("#plain", True), ("#gone", False), ("#gone p", False), ("#unseen", False), ("#faint", False),
        ("#empty", False), ("#contents", True), ("#link", True),
    ],
)  # fmt: skip
def test_visible_is_what_a_person_can_see(page: TreePage, selector: str, visible: bool) -> None:
    assert page.select(selector)[0].visible is visible


def test_styles_are_computed_values(page: TreePage) -> None:
    assert page.select("#plain span")[0].style("color") == "rgb(1, 2, 3)"
    assert page.select("#gone")[0].style("display") == "none"
    with pytest.raises(MissingEvidence, match="style:rotate"):
        page.select("#plain")[0].style("rotate")


def test_boxes_in_a_frame_are_counted_from_the_page(page: TreePage) -> None:
    inside = page.documents[1].select("p")[0]

    assert inside.text == "内側"
    assert inside.box is not None and inside.box[:2] == (
        105.0,
        221.0,
    )  # frame + border + margin of the paragraph
    assert page.select("#gone p")[0].box is None


def test_targets_in_frames_and_shadow_roots_are_joined(page: TreePage) -> None:
    inside = page.documents[1].select("p")[0]
    shadow = next(element for element in page.select("p") if element.text == "影の段落")

    assert inside.target().selector == "body > iframe >>> #plain"
    assert shadow.target().selector == "#host >>> p"
    assert page.at("#host >>> p") == shadow
    for element in page.select("*"):
        assert page.at(element.target().selector) == element


def test_slotted_elements_belong_to_the_tree_they_were_written_in(page: TreePage) -> None:
    host = page.select("#host")[0]
    leaf = page.select("x-leaf")[0]

    assert [child.tag for child in host.children] == ["i"]
    assert [child.tag for child in leaf.children] == ["u"]
    assert page.select("em")[0].target().selector == "body > x-card >>> x-leaf >>> em"


def test_ids_do_not_reach_across_frames(page: TreePage) -> None:
    inside = page.documents[1].select("p")[0]

    found = page.by_id(inside, "plain")

    assert found == inside
    assert page.by_id(page.root, "plain") == page.select("#plain")[0] != inside


def test_what_a_capture_lacks_is_listed_and_raised(capture: Capture) -> None:
    bare = replace(
        capture, ax=CaptureError("timeout"), axe=CaptureError("absent"), hops=(), source=CaptureError("too-large"),
        probes={"reflow": {"error": "OutOfTime"}, "hover": {"came": []}},
    )  # fmt: skip
    page = page_from_capture(bare)

    lacking = evidence_lacking(bare)

    asked = {Need.REFLOW, Need.HOVER}
    not_asked_for = {Need.AXE, Need.RESPONSE} | {probe.need for probe in ProbeName} - asked
    assert lacking == {
        Need.ACCESSIBILITY: Reason.LOST_EVIDENCE,
        Need.REFLOW: Reason.LOST_EVIDENCE,
        Need.SOURCE: Reason.TOO_LARGE,
        **dict.fromkeys(not_asked_for, Reason.MISSING_EVIDENCE),
    }
    assert page.select("h1")[0].visible
    for ask in (lambda: page.select("h1")[0].name, lambda: page.axe):
        with pytest.raises(MissingEvidence):
            ask()


def test_a_capture_without_a_snapshot_still_has_its_headers() -> None:
    page = page_from_capture(Capture("http://a/", "http://a/", Fate.CRASHED, source=b"<p>"))

    with pytest.raises(MissingEvidence, match="snapshot"):
        page.select("p")
    assert page.source.tags[0].name == "p"
    assert page.viewport == (1280, 900)


def test_a_frame_of_another_process_hangs_from_its_element(capture: Capture) -> None:
    snapshot: dict[str, Any] = dict(capture.snapshot) if isinstance(capture.snapshot, Mapping) else {}
    top, inner = snapshot["documents"]
    nodes = {**top["nodes"], "contentDocumentIndex": {"index": [], "value": []}}
    remote = {"strings": snapshot["strings"], "documents": [inner]}
    owner = nodes["backendNodeId"][top["nodes"]["contentDocumentIndex"]["index"][0]]
    apart = snapshot | {
        "documents": [{**top, "nodes": nodes}],
        "frames": [
            {"frameId": "x", "error": "timeout"},
            {"frameId": "y", "snapshot": remote, "owner": owner},
        ],
    }

    page = page_from_capture(replace(capture, snapshot=apart))

    inside = page.documents[1].select("p")[0]
    assert inside.target().selector == "body > iframe >>> #plain"
    assert inside.box is not None and inside.box[:2] == (
        105.0,
        221.0,
    )  # frame + border + margin of the paragraph
    assert inside.role == "paragraph"


def test_a_page_of_3000_elements_is_built_and_searched_many_times(renderer: Renderer) -> None:
    rows = "".join(
        f'<tr class="r{n}"><td><a href="/{n}.html">項目{n}</a></td>'
        f'<td><img src="{n}.png" alt="図{n}"></td></tr>'
        for n in range(600)
    )
    capture = renderer.capture(f"<!doctype html><title>x</title><main><table>{rows}</table></main>")
    selectors = [
        "a[href]",
        "img[alt]",
        "table th",
        "h1, h2, h3",
        "input:not([type=hidden])",
        "main p",
        "[id]",
    ]

    page = page_from_capture(capture)
    found = 0
    for round in range(6):
        for selector in selectors:
            for element in page.select(f"{selector}, nosuch{round}"):
                found += bool(element.text or element["href"] or element["alt"])

    assert len(page.select("*")) > 3000
    assert found == 6 * (600 + 600)


def test_a_probe_that_could_not_load_the_page_again_is_missing_evidence(capture: Capture) -> None:
    page = page_from_capture(replace(capture, probes={"keyboard": {"error": "load"}, "reflow": {"wide": []}}))

    assert page.probe("reflow") == {"wide": []}
    for name in ("keyboard", "motion"):
        with pytest.raises(MissingEvidence):
            page.probe(name)
