"""The rules that implement the W3C's approved ACT rules, on pages of our own, as a browser shows them."""

import asyncio
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from loaded import load

from auditor.capture.addresses import loopback
from auditor.capture.browser import SiteBrowserSettings, open_session
from auditor.capture.folder import serve
from auditor.capture.locate import find_axe, require_browser
from auditor.capture.page import Order
from auditor.criteria import STANDARDS, profile
from auditor.evaluate.assertions import judge_capture
from auditor.model import Capture, Outcome

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))

from score_act import Tally, implementations

HOST = "act.localhost"
_APPROVED = (
    "09o5cg 0ssw9k 0va7u6 23a2a8 24afc2 2779a5 2t702h 307n5z 46ca7f 4e8ab6 59796f 5f99a7 674b10 6a7281 6cfa84 "
    "73f2c2 78fd32 7d6734 8fc3b6 97a4e1 9e45ec a25f45 afw4f7 akn7bn b33eff b4f0c3 b5c3f8 bc659a bf051a bisz58 "
    "c487ae c4a8a4 de46e4 e086e5 m6b1q3 oj04fd qt1vmo"
)
APPROVED = _APPROVED.split()
BOOK = load()
MAPPED = implementations(BOOK)
GRADIENT = "width: 600px; background: linear-gradient(to right, #fff, #00f)"
LARGE = "font-size: 18pt; color: #000; background: #666"

# (ACT rule, fails, page)
PAGES = (
    ("akn7bn", True, "<iframe tabindex='-1' title=a srcdoc='<a href=/>Home</a>'></iframe>"),
    ("akn7bn", True, "<iframe tabindex='-3' title=a srcdoc='<button>Send</button>'></iframe>"),
    ("akn7bn", False, "<iframe tabindex='0' title=a srcdoc='<a href=/>Home</a>'></iframe>"),
    ("akn7bn", False, "<iframe tabindex='-1' title=a srcdoc='<p>Hello</p>'></iframe>"),
    ("bf051a", True, "<html lang='jp'><p>区役所の窓口でお待ちください。"),
    ("bf051a", True, "<html lang='em-US'><p>Wait at the counter."),
    ("bf051a", False, "<html lang='ja-JP'><p>区役所の窓口でお待ちください。"),
    ("bf051a", False, "<html><p lang='jp'>区役所の窓口でお待ちください。"),
    ("bc659a", True, "<meta http-equiv=refresh content='30'><p>Wait."),
    ("bc659a", True, "<meta http-equiv=refresh content='20; url=other.html'><p>Wait."),
    ("bc659a", False, "<meta http-equiv=refresh content='80000'><p>Wait."),
    ("bc659a", False, "<meta http-equiv=refresh content='soon; url=other.html'><p>Wait."),
    ("bisz58", True, "<meta http-equiv=refresh content='80000'><p>Wait."),
    ("oj04fd", True, "<style>a:focus {outline: none}</style><p><a href=/>Home</a>"),
    ("oj04fd", False, "<p><a href=/>Home</a>"),
    ("oj04fd", False, "<style>a:focus {outline: none; background: navy}</style><p><a href=/>Home</a>"),
    ("2t702h", True, "<details><summary></summary><p>Open on Monday.</details>"),
    ("2t702h", True, "<details><summary><img src=data:, alt=''></summary><p>Open on Monday.</details>"),
    ("2t702h", False, "<details><summary aria-label='Hours'></summary><p>Open on Monday.</details>"),
    ("2t702h", False, "<details><p>Open on Monday.</details>"),
    ("a25f45", True, "<table><tr><th id=a>A<th>B<tr><td headers=b>1<td headers=a>2</table>"),
    ("a25f45", False, "<table><tr><th id=a>A<th id=b>B<tr><td headers=a>1<td headers='b a'>2</table>"),
    ("09o5cg", True, f"<p style='{LARGE}'>Text that is large for Latin letters"),
    ("afw4f7", False, f"<p style='{LARGE}'>Text that is large for Latin letters"),
    ("afw4f7", False, "<p aria-hidden=true style='color: #fff; background: #fff'>Hidden"),
    ("afw4f7", False, f"<p style='{GRADIENT}; color: #333'>Text at the light end"),
    ("afw4f7", True, f"<p style='{GRADIENT}; color: #bbb'>Text at the light end"),
    ("09o5cg", True, "<p style='color: #666; background: linear-gradient(#fff, #eef)'>Text on a gradient"),
    ("24afc2", False, "<div style='letter-spacing: 2px !important'><p style='font-size: 10px'>Small text"),
    ("24afc2", True, "<p style='letter-spacing: 1px !important'>Text that is tight"),
    ("0va7u6", True, "<p><img id=drawn alt='News'>"),
    ("0va7u6", False, "<p><img id=plain alt='Sky'>"),
)  # fmt: skip
# A picture of a word and one of a plain sky, drawn by the page itself.
DRAW = """<script>
for (const id of ['drawn', 'plain']) {
  const image = document.getElementById(id);
  if (!image) continue;
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [300, 200];
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#8cf';
  pen.fillRect(0, 0, 300, 200);
  pen.fillStyle = '#036';
  pen.font = '40px sans-serif';
  if (id === 'drawn') pen.fillText('Latest news', 20, 110);
  image.src = canvas.toDataURL();
}
</script>"""


@pytest.fixture(scope="module")
def captures(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[int, Capture]]:
    folder = tmp_path_factory.mktemp("act")
    for number, (_, _, html) in enumerate(PAGES):
        lang = "" if html.startswith("<html") else "<html lang=en>"
        text = f"<!doctype html>{lang}<meta charset=utf-8><title>A page</title>{html}{DRAW}"
        (folder / f"{number}.html").write_text(text, "utf-8")
    yield asyncio.run(_captured(folder))


async def _captured(folder: Path) -> Mapping[int, Capture]:
    with serve(folder) as (_, port):
        settings = SiteBrowserSettings(
            browser=require_browser(), axe_source=find_axe("")[0], resolver=loopback({HOST: port}), tabs=2
        )
        async with open_session(settings) as session:
            orders = [
                session.capture(
                    Order(f"http://{HOST}/{number}.html", aaa=True),
                    {"oj04fd": ("keyboard",), "0va7u6": ("images",)}.get(rule, ()),
                )
                for number, (rule, _, _) in enumerate(PAGES)
            ]
            return dict(enumerate(await asyncio.gather(*orders)))


@pytest.mark.parametrize("number", range(len(PAGES)), ids=lambda number: f"{PAGES[number][0]}-{number}")
def test_a_page_that_breaks_an_act_rule_is_found_and_one_that_keeps_it_is_not(
    captures: Mapping[int, Capture], number: int
) -> None:
    rule, fails, _ = PAGES[number]

    made = judge_capture(captures[number], BOOK, profile(tuple(STANDARDS)))

    outcomes = {one.outcome for one in made if one.rule in {mapped.id for mapped in MAPPED[rule]}}
    assert Outcome.UNTESTED not in outcomes
    assert bool(outcomes & {Outcome.FAILED, Outcome.CANT_TELL}) is fails, outcomes


def test_every_approved_act_rule_is_implemented() -> None:
    assert [id for id in APPROVED if id not in MAPPED] == []


def test_a_rule_is_inconsistent_when_it_fails_a_passed_case_or_leaves_too_many_to_people() -> None:
    quiet = Tally("b4f0c3", "", ("jis/viewport-zoom-limited",))
    quiet.answers.update({("failed", "cantTell"): 2, ("passed", "passed"): 4, ("passed", "cantTell"): 1})
    doubtful = Tally("b4f0c3", "", ("jis/viewport-zoom-limited",))
    doubtful.answers.update({("passed", "passed"): 3, ("passed", "cantTell"): 1})
    unmapped = Tally("b4f0c3", "", ())

    assert quiet.consistent
    assert not doubtful.consistent
    assert not unmapped.consistent
