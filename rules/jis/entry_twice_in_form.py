"""WCAG 2.2 3.3.7: a form does not ask for the same twice."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, PASSED, REVIEW, Element, Example, Page, page_rule, passed, review

from ._words import block, label, short, shown

# Said of a field that repeats what was written just before.
_AGAIN = re.compile(
    r"もう(?:一|1|１)度|再度|再入力|確認のため|確認用|(?:（|\()確認(?:）|\))|again|confirm your|re-?enter|retype|repeat",
    re.IGNORECASE,
)
_ASKED = re.compile(r"メール|住所|電話|氏名|名前|郵便番号|生年月日|e-?mail|address|phone|name", re.IGNORECASE)
_SEND = re.compile(r"(?:送付|送り|配送|届け|請求|納品)先|shipping|billing|delivery", re.IGNORECASE)
_SAME = re.compile(r"同じ|同上|コピー|と異なる|違う場合|以外の場合|same as|different", re.IGNORECASE)
NEAR = 120  # characters around a field that are its own

_MARKS = re.compile(r"[※*＊：:\s]|必須|任意|[（(][^（）()]*[）)]")
# Whom a field is about, if not about who fills the form in.
_OTHERS = re.compile(
    r"代理|保護者|子(?:ども|供)?の|お子|児童|生徒|園児|家族|配偶者|世帯|相手|緊急|勤務|法人|会社|団体|事業所|担当|代表|使用者|利用者|同居|扶養|参加者|"
    r"同行|[2２二]人目|他の|以外|guardian|child|emergency|employer|company|other",
    re.IGNORECASE,
)
_STEPS = re.compile(r"次へ|次の|進む|next", re.IGNORECASE)
_BUTTONS = "button, input[type=button]"


@page_rule(
    id="jis/entry-twice-in-form",
    criteria=["3.3.7"],
    techniques=["G221"],
    impact=Impact.MODERATE,
    title=Text(ja="同じことを二度書かせる入力欄", en="Field that asks for the same again"),
    why=Text(
        ja="書くのに時間のかかる人や、書いたことを覚えておくのが苦手な人は、同じことを二度書く途中で誤ったり、あきらめたりします。",
        en="Those who write slowly, or cannot keep in mind what they wrote, err or give up when they must write it twice.",
    ),
    fix=Text(
        ja="二度目の欄をなくし、書いた内容を確かめる画面で見直せるようにしてください。送り先などは「申請者と同じ」を選べるようにします。",
        en="Drop the second field and let people review what they wrote; offer “same as the applicant” for an address.",
    ),
    messages={
        "again": Text(
            ja="「{text}」は、前の欄に書いたことをもう一度書かせています。",
            en="“{text}” asks for what was written in a field before.",
        ),
        "other": Text(
            ja="「{text}」に、前に書いた内容と同じにする選び方が見当たりません。",
            en="Nothing lets people take over for “{text}” what they wrote before.",
        ),
    },
    question=Text(
        ja="二度書かせる必要がありますか（パスワードの設定などは除きます）。前に書いた内容を選ぶか、貼り付けるだけで済みますか。",
        en="Must it be written twice (setting a password aside)? Can what was written be chosen or pasted?",
    ),
    examples=[
        Example(
            REVIEW,
            "<form><p><label>メールアドレス <input type=email></label></p><p><label>メールアドレス（確認のためもう一度） "
            "<input type=email></label></p></form>",
            at="p:nth-of-type(2) input",
            key="again",
        ),
        Example(
            REVIEW,
            "<form><p><label>住所 <input></label></p><p><label>書類の送付先の住所 <input></label></p></form>",
            at="p:nth-of-type(2) input",
            key="other",
        ),
        Example(
            PASSED,
            "<form><p><label>住所 <input></label></p><p><label><input type=checkbox> 申請者の住所と同じ</label></p>"
            "<p><label>書類の送付先の住所 <input></label></p></form>",
        ),
        Example(
            PASSED,
            "<form><p><label>住所 <input></label></p><p><label>電話番号 <input type=tel></label></p></form>",
        ),
        Example(
            REVIEW,
            "<form><h2>申込者</h2><p><label>申込者の氏名 <input autocomplete=name></label></p><h2>当日の連絡</h2>"
            "<p><label>氏名 <input autocomplete=name></label></p></form>",
            at="p:nth-of-type(2) input",
            key="other",
        ),
        Example(
            PASSED,
            "<form><h2>申込者</h2><p><label>氏名 <input autocomplete=name></label></p><h2>緊急のときの連絡先</h2>"
            "<p><label>氏名 <input></label></p></form>",
            why="Another person.",
        ),
        Example(
            REVIEW,
            "<form><div><label>メールアドレス <input type=email autocomplete=email></label><button type=button>次へ進む</button></div>"
            "<div hidden><label>結果のメールアドレス <input type=email autocomplete=email></label><button>送る</button></div></form>",
            at="div:nth-of-type(2) input",
            key="other",
            why="The second step of one form.",
        ),
        Example(
            PASSED,
            "<form><p><label>住所 <input></label></p><p><label>新しいパスワード（確認用） <input type=password></label></p></form>",
            why="A secret cannot be seen while it is written.",
        ),
        Example(INAPPLICABLE, "<form><p><label>検索 <input></label></p></form>"),
    ],
)
def entry_twice_in_form(page: Page) -> Iterator[Finding]:
    for form in page.select("form")[:20]:
        before: list[str] = []  # what was asked so far
        purposes: set[str] = set()
        steps = any(_STEPS.search(f"{one.text} {one['value']}") for one in form.select(_BUTTONS)[:20])
        for field in form.select("input, textarea")[:200]:
            if field["type"].lower() not in ("", "text", "email", "tel", "date") or not (
                steps or shown(field)
            ):
                continue
            called = label(page, field)
            asks = _ASKED.findall(called)
            if not asks:
                continue
            known = any(one in before for one in asks)
            before += asks
            purpose = field["autocomplete"].strip().lower()
            repeated = purpose in purposes or _MARKS.sub("", called) in asks
            purposes |= {purpose} - {"", "off", "on"}
            if not known or field["value"] or "readonly" in field:
                yield passed(field)
            elif _AGAIN.search(_near(field, called)):
                yield review(field, "again", text=short(called))
            elif (_SEND.search(called) or (repeated and not _of_another(field, called))) and not _SAME.search(
                form.text
            ):
                yield review(field, "other", text=short(called))
            else:
                yield passed(field)


def _of_another(field: Element, called: str) -> bool:
    """Return whether a field, or the part of the form it stands in, is about somebody else than the one who writes."""
    around = field.closest("fieldset, section, table")
    heads = (
        [one.text for one in around.select("legend, h2, h3, h4, caption")[:3]] if around is not None else []
    )
    step = block(field)
    while step is not None and step.tag != "form" and step.parent is not None and step.parent.tag != "form":
        step = step.parent
    back, turns = step.previous if step is not None else None, 0
    while back is not None and turns < 20:
        if back.tag in ("h2", "h3", "h4"):
            heads.append(back.text)
            break
        back, turns = back.previous, turns + 1
    return any(_OTHERS.search(text) for text in (called, *heads))


def _near(field: Element, called: str) -> str:
    around = block(field)
    beside = around.text if around is not None and around.tag != "form" and len(around.text) <= NEAR else ""
    return f"{called} {beside} {field['placeholder']}"
