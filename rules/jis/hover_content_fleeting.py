"""WCAG 2.1 1.4.13: what appears on hover can be dismissed, pointed at, and stays."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    PASSED,
    REVIEW,
    EvidenceCut,
    Example,
    MissingEvidence,
    Page,
    page_rule,
    passed,
    review,
)

from ._hover import hovered
from ._scripts import bindings, inline_scripts

_SHOWS = re.compile(r"\.(?:show|fadeIn|slideDown)\(|[sS]how\w*\(|classList\.(?:add|toggle)\(|addClass\(|"
                    r"display\s*=|visibility\s*=|opacity\s*=|hidden\s*=\s*false")  # fmt: skip
_OVER = frozenset({"mouseenter", "mouseover", "hover", "pointerenter"})
_TIP = re.compile(r"tool-?tip|balloon|popover|popup|吹き出し|ツールチップ", re.I)
_ESCAPE = re.compile(r"['\"]Esc(?:ape)?['\"]|(?:keyCode|which)\s*===?\s*27\b")
_TIMER = re.compile(r"setTimeout\(")


@page_rule(
    id="jis/hover-content-fleeting",
    criteria=["1.4.13"],
    techniques=["F95", "SCR39"],
    impact=Impact.MODERATE,
    title=Text(ja="マウスを乗せると出る内容の消し方", en="How content shown on hover can be dismissed"),
    why=Text(
        ja="画面を拡大している人は、吹き出しが下の文を隠したまま消せなかったり、読み終える前に消えたりして困ります。",
        en="With a magnified screen a bubble may hide text and not go away, or vanish before it is read.",
    ),
    fix=Text(
        ja="吹き出しは、①マウスを動かさずに Esc キーで消せる、②マウスを吹き出しの上へ移しても消えない、"
        "③利用者が離れるまで自動では消えない、の3つを満たすようにしてください。",
        en="Let Esc dismiss it, let the pointer move onto it, and do not remove it by a timer.",
    ),
    messages={
        "escape": Text(
            ja="マウスを乗せると内容を出すスクリプトがありますが、Esc キーで消す処理が見当たりません。",
            en="A script shows content on hover, and no handling of the Esc key was found.",
        ),
        "timer": Text(
            ja="マウスを乗せて出した内容を、時間で消すスクリプトがあります。",
            en="A script removes hover content after a time.",
        ),
    },
    question=Text(
        ja="マウスを乗せて出る内容は、Esc キーで消せて、その上へマウスを移せて、離れるまで消えませんか。",
        en="Can the hover content be dismissed with Esc, be pointed at, and does it stay?",
    ),
    examples=[
        Example(
            REVIEW,
            "<script>item.addEventListener('mouseenter', () => { showTooltip(item, tip); });</script>",
            key="escape",
        ),
        Example(
            REVIEW,
            "<script>$('.help').on('mouseover', function(){ $(this).next('.tooltip').show(); });</script>",
            key="escape",
        ),
        Example(
            REVIEW,
            "<script>item.addEventListener('mouseenter', () => { showTooltip(tip);"
            "setTimeout(() => { tip.hidden = true; }, 1500); });"
            "document.addEventListener('keydown', (e) => { if (e.key === 'Escape') hide(); });</script>",
            key="timer",
        ),
        Example(
            PASSED,
            "<script>item.addEventListener('mouseenter', () => { showTooltip(tip); });"
            "document.addEventListener('keydown', (e) => { if (e.key === 'Escape') hide(); });</script>",
        ),
        Example(INAPPLICABLE, "<script>item.addEventListener('click', () => { open(); });</script>"),
        Example(
            INAPPLICABLE,
            "<a>用語</a><div>説明</div><script>item.addEventListener('mouseenter', () => { showTooltip(tip); });</script>",
            why="What the probe tried is told by another rule.",
            probes=hovered(),
        ),
    ],
)
def hover_content_fleeting(page: Page) -> Iterator[Finding]:
    if _tried(page):
        return
    scripts = list(inline_scripts(page))
    escapes = any(_ESCAPE.search(text) for _, text in scripts)
    texts = {element: text for element, text in scripts}
    said = set()
    for binding in bindings(page):
        if not set(binding.kinds) & _OVER or binding.script in said:
            continue
        text = texts.get(binding.script, "")
        if not (_SHOWS.search(binding.body) and (_TIP.search(text) or "next(" in binding.body)):
            continue
        said.add(binding.script)
        if not escapes:
            yield review(binding.script, "escape")
        elif _TIMER.search(binding.body):
            yield review(binding.script, "timer")
        else:
            yield passed(binding.script)


def _tried(page: Page) -> bool:
    """Return whether something came up when the probe tried: then jis/hover-content-gone tells what was seen."""
    try:
        return bool(page.probe("hover").get("found"))
    except EvidenceCut:
        raise
    except MissingEvidence:
        return False
