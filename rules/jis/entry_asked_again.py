"""WCAG 2.2 3.3.7: what was entered in one step of a procedure is not asked again in a later one."""

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urldefrag

from auditor.model import Finding, Impact, Target, Text
from auditor.rule import (
    INAPPLICABLE,
    PASSED,
    REVIEW,
    Element,
    Example,
    Need,
    Page,
    SiteView,
    passed,
    review,
    site_rule,
)

from ._site import survey
from ._words import label, short, shown

STEPS = 10  # of one procedure
_PURPOSES = (
    ("mail", re.compile(r"メール|e-?mail", re.IGNORECASE), ("email",)),
    ("kana", re.compile(r"フリガナ|ふりがな|カナ|よみ"), ()),
    ("phone", re.compile(r"電話|携帯|phone", re.IGNORECASE), ("tel",)),
    ("postal", re.compile(r"郵便番号|postal|zip", re.IGNORECASE), ("postal-code",)),
    (
        "address",
        re.compile(r"住所|送付先|送り先|(?<!e-)(?<!mail )address", re.IGNORECASE),
        ("street-address", "address-line1"),
    ),
    ("birth", re.compile(r"生年月日|birth", re.IGNORECASE), ("bday",)),
    ("name", re.compile(r"氏名|名前|full name|your name|^name", re.IGNORECASE), ("name",)),
)
_OTHERS = re.compile(
    r"保護者|児童|子ども|お子|世帯主|代理|緊急|家族|同伴|配偶|勤務先|学校|推薦|施設|団体|会社|請求先|guardian|child|emergency",
    re.IGNORECASE,
)
# A control that takes over what was entered.
_SAME = re.compile(
    r"同じ|同上|引き継|前の(?:画面|ページ)の|コピー|登録(?:済み|した)[^。]{0,10}(?:使|利用)|same as|copy|use (?:the|my)",
    re.IGNORECASE,
)
_TAKES_OVER = "input[type=checkbox], input[type=radio], button, input[type=button], select, datalist"


def _page(form: str) -> tuple[str, tuple[()]]:
    return (f"<main><h1>予約</h1>{form}</main>", ())


_FIRST = '<form action="/2"><label>住所 <input></label><label>電話番号 <input type="tel"></label><button>次へ</button></form>'


@site_rule(
    id="jis/entry-asked-again",
    criteria=["3.3.7"],
    techniques=["G221"],
    impact=Impact.MODERATE,
    needs=[Need.SITE],
    title=Text(ja="前の画面で書いたことをもう一度書かせる", en="What was entered is asked again"),
    why=Text(
        ja="書くのに時間のかかる人や、覚えておくことが苦手な人は、同じことを何度も書かせると途中であきらめたり、誤ったりします。",
        en="Those who write slowly or cannot keep things in mind give up, or make errors, when asked again.",
    ),
    fix=Text(
        ja="前の画面の内容を初めから入れておくか、「申請者と同じ」などを選ぶだけで済むようにしてください。",
        en="Fill in what was entered before, or let people choose “same as above”.",
    ),
    messages={
        "again": Text(
            ja="「{text}」は、前の画面（{before}）でも書かせています。内容を引き継ぐ方法が見当たりません。",
            en="“{text}” was asked in a former step ({before}) already, and nothing takes it over.",
        ),
    },
    question=Text(
        ja="この欄に書くのは、前の画面で書いたことと同じですか。同じなら、引き継がれるか、選ぶだけで済みますか。",
        en="Is it the same that was entered before? If so, is it filled in, or can it be chosen?",
    ),
    examples=[
        Example(
            REVIEW,
            pages={
                "/1": _page(_FIRST),
                "/2": _page(
                    '<form action="/3"><label>送り先の住所 <input></label><button>送る</button></form>'
                ),
                "/3": _page("<p>受け付けました。</p>"),
            },
            at="/2",
            key="again",
        ),
        Example(
            PASSED,
            pages={
                "/1": _page(_FIRST),
                "/2": _page(
                    '<form action="/3"><label><input type="checkbox" checked> 前の画面の住所と同じ</label>'
                    "<label>送り先の住所 <input></label><button>送る</button></form>"
                ),
            },
            why="One box takes it over.",
        ),
        Example(
            INAPPLICABLE,
            pages={
                "/1": _page(_FIRST),
                "/2": _page(
                    '<form action="/3"><label>緊急連絡先の電話番号 <input></label><button>送る</button></form>'
                ),
            },
            why="Of somebody else.",
        ),
        Example(
            INAPPLICABLE,
            pages={"/1": _page(_FIRST), "/b": _page('<form action="/c"><label>住所 <input></label></form>')},
            why="Another procedure.",
        ),
    ],
)
def entry_asked_again(site: SiteView) -> Iterator[Finding]:
    asked: dict[str, dict[str, tuple[str, Target]]] = {}
    follows: dict[str, str] = {}
    for url in [seen.page.url for seen in survey(site) if seen.forms]:
        view = site.view(url)
        if view is None:
            continue
        for form in view.select("form")[:10]:
            fields = dict(_asked(view, form))
            if not fields:
                continue
            asked[url] = {**fields, **asked.get(url, {})}
            follows.setdefault(url, urldefrag(form.url("action"))[0] if form["action"] else "")
    for url, fields in sorted(asked.items()):
        before = _before(url, follows)
        known = {purpose: step for step in before for purpose in asked[step]}
        again = [(purpose, known[purpose]) for purpose in fields if purpose in known]
        if again:
            purpose, step = again[0]
            called, target = fields[purpose]
            if called:
                yield review(target, "again", text=short(called), before=step)
            else:
                yield passed(target)
        elif before:
            yield passed(next(iter(fields.values()))[1])


def _before(url: str, follows: dict[str, str]) -> list[str]:
    """Return the steps whose forms lead to a page, the nearest first."""
    steps: list[str] = []
    here = url
    while len(steps) < STEPS:
        former = next(
            (one for one, after in sorted(follows.items()) if after == here and one not in (*steps, url)), ""
        )
        if not former:
            break
        steps.append(former)
        here = former
    return steps


def _asked(page: Page, form: Element) -> Iterator[tuple[str, tuple[str, Target]]]:
    """Yield what a form asks about the person, with the name of its field, '' where something takes it over."""
    takes_over = any(
        _SAME.search(f"{label(page, one)} {one.text} {one['value']}") for one in form.select(_TAKES_OVER)[:50]
    )
    for field in form.select("input, textarea")[:100]:
        if field["type"].lower() not in ("", "text", "email", "tel", "date") or not shown(field):
            continue
        called = label(page, field)
        tokens = field["autocomplete"].lower().split()
        purpose = next(
            (name for name, words, kinds in _PURPOSES if set(kinds) & set(tokens) or words.search(called)), ""
        )
        if not purpose or _OTHERS.search(called):
            continue
        filled = field["value"] or "readonly" in field or "disabled" in field
        target = replace(field.target(), url=page.url)
        yield purpose, ("" if filled or takes_over else called or purpose, target)
