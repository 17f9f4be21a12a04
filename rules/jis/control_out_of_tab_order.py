"""JIS X 8341-3:2016 2.1.1: a link, button or field that is shown can be reached with the Tab key."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Element,
    Example,
    Page,
    likely,
    page_rule,
    passed,
    review,
)

from ._words import TEXT_FIELDS, label, name, short, shown

_NATIVE = "a[href], area[href], button, input, select, textarea, summary"
# Within these the arrow keys lead on, and only one part at a time is in the Tab order.
_COMPOSITE = (
    "[role=tablist], [role=menu], [role=menubar], [role=listbox], [role=tree], [role=grid], [role=treegrid], "
    "[role=toolbar], [role=radiogroup], [role=combobox], [role=tabpanel], [role=feed]"
)
_PARTS = frozenset(
    {"tab", "menuitem", "menuitemradio", "menuitemcheckbox", "option", "treeitem", "radio", "gridcell"}
)
# Taken out of the order while it is out of sight, or put back by a script.
_MOVED = (
    "[hidden], [inert], [aria-hidden=true], dialog:not([open]), details:not([open]), [class*=slick], [class*=swiper], "
    "[class*=slide], [class*=carousel], [class*=modal], [class*=drawer], [class*=offcanvas], [class*=dropdown]"
)
_FIELDS = f"{TEXT_FIELDS}, select, input[type=checkbox], input[type=radio], input[type=file]"
_NO_PLACE = ("#", "tel:", "javascript:")  # a number that only a telephone can call is read as text
MAX_FOUND = 200


@page_rule(
    id="jis/control-out-of-tab-order",
    criteria=["2.1.1"],
    techniques=["F54", "G202", "H91"],
    impact=Impact.CRITICAL,
    title=Text(
        ja="Tab キーで届かないボタン・リンク・入力欄（tabindex が負）",
        en="Button, link or field that the Tab key does not reach (negative tabindex)",
    ),
    why=Text(
        ja="マウスを使えない人は、その部品を選べず、送信や移動ができません。",
        en="People who cannot use a mouse cannot choose it, and so cannot send or go on.",
    ),
    fix=Text(
        ja='tabindex="-1" を外してください。button・a href・入力欄は、何も付けなければ Tab キーで選べます。',
        en='Remove tabindex="-1": buttons, links and fields are reached without any tabindex.',
    ),
    messages={
        "submit": Text(
            ja="送信のボタン「{text}」が Tab キーの順から外されています（tabindex={value}）。",
            en="The submit button “{text}” is taken out of the Tab order (tabindex={value}).",
        ),
        "field": Text(
            ja="入力欄「{text}」が Tab キーの順から外されています（tabindex={value}）。",
            en="The field “{text}” is taken out of the Tab order (tabindex={value}).",
        ),
        "control": Text(
            ja="「{text}」が Tab キーの順から外されています（tabindex={value}）。",
            en="“{text}” is taken out of the Tab order (tabindex={value}).",
        ),
    },
    question=Text(
        ja="この部品と同じことが、Tab キーや矢印キーで選べるほかの部品でできますか。",
        en="Can the same be done with another part that Tab or the arrow keys reach?",
    ),
    examples=[
        Example(PASSED, "<form><input aria-label='意見'><button>送る</button></form>"),
        Example(
            LIKELY, "<form><button type=submit tabindex=-1>送る</button></form>", at="button", key="submit"
        ),
        Example(LIKELY, "<form><label>お名前 <input tabindex='-1'></label></form>", at="input", key="field"),
        Example(LIKELY, "<p><a href='/sanka' tabindex='-1'>参加の申込み</a></p>", at="a", key="control"),
        Example(
            REVIEW, "<p><button type=button tabindex=-1>地図を広げる</button></p>", at="button", key="control"
        ),
        Example(
            PASSED,
            "<li><a href='/a' tabindex=-1><img src='a.png' alt=''></a><a href='/a'>図書館</a></li>",
            why="Another link leads there.",
        ),
        Example(
            PASSED,
            "<div role=tablist><button role=tab>一</button><button role=tab tabindex=-1>二</button></div>",
            why="The arrow keys lead on.",
        ),
        Example(
            PASSED,
            "<div class='slide' aria-hidden=true><a href='/b' tabindex=-1>次の絵</a></div>",
            why="Out of sight for now.",
        ),
        Example(PASSED, "<input type=hidden tabindex=-1><button disabled tabindex=-1>送る</button>"),
        Example(
            PASSED,
            "<form><p style='position:absolute;left:-9999px'><label>空けておいてください <input tabindex=-1 autocomplete=off></label></p>"
            "<button>送る</button></form>",
            why="A trap for robots.",
        ),
        Example(PASSED, "<p>電話 <a href='tel:000' tabindex=-1>000</a></p>", why="A number, not a way."),
        Example(INAPPLICABLE, "<main tabindex=-1>本文</main>"),
    ],
)
def control_out_of_tab_order(page: Page) -> Iterator[Finding]:
    reached: set[str] | None = None
    found = 0
    for control in page.select(_NATIVE)[:10_000]:
        value = control["tabindex"].strip()
        if not value.startswith("-") or not value[1:].isdigit():
            yield passed(control)
            continue
        if _excused(control) or found >= MAX_FOUND:
            yield passed(control)
            continue
        if control.tag in ("a", "area"):
            if reached is None:
                reached = {
                    one.url("href")
                    for one in page.select("a[href]")
                    if not one["tabindex"].strip().startswith("-")
                }
            if control.url("href") in reached or control["href"].strip().startswith(_NO_PLACE):
                yield passed(control)
                continue
        found += 1
        yield _found(page, control, value)


def _excused(control: Element) -> bool:
    kind = control["type"].lower()
    return (
        (control.tag == "input" and kind == "hidden")
        or "disabled" in control
        or control["role"].strip().lower() in _PARTS
        or not shown(control)
        or control.closest(_MOVED) is not None
        or control.closest(_COMPOSITE) is not None
        or _out_of_sight(control)
    )


def _out_of_sight(control: Element) -> bool:
    """Return whether a field is kept from people on purpose: a trap for robots, or drawn over by its label."""
    around: Element | None = control
    for _ in range(3):
        if around is None:
            return False
        style = around["style"].replace(" ", "").lower()
        if any(
            part in style for part in ("display:none", "left:-", "top:-", "visibility:hidden", "opacity:0")
        ):
            return True
        around = around.parent
    return (
        "autocomplete" in control
        and control["autocomplete"].lower() in ("off", "nope", "new-password")
        and control.tag == "input"
    )


def _found(page: Page, control: Element, value: str) -> Finding:
    kind = control["type"].lower()
    if control.matches(_FIELDS):
        return likely(control, "field", text=short(label(page, control) or control["name"]), value=value)
    text = short(name(page, control) or control["value"] or control["id"] or control.tag)
    form = control.closest("form")
    sends = form is not None and (
        (control.tag == "button" and kind in ("", "submit"))
        or (control.tag == "input" and kind in ("submit", "image"))
    )
    if sends and form is not None:
        others = [
            one
            for one in form.select("button, input[type=submit], input[type=image]")
            if one != control
            and one["type"].lower() in ("", "submit", "image")
            and not one["tabindex"].strip().startswith("-")
        ]
        return (
            review(control, "submit", text=text, value=value)
            if others
            else likely(control, "submit", text=text, value=value)
        )
    if control.tag in ("a", "area"):
        return likely(control, "control", text=text, value=value)
    return review(control, "control", text=text, value=value)
