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
        for field in form.select("input, textarea")[:200]:
            if field["type"].lower() not in ("", "text", "email", "tel", "date") or not shown(field):
                continue
            called = label(page, field)
            asks = _ASKED.findall(called)
            if not asks:
                continue
            known = any(one in before for one in asks)
            before += asks
            if not known or field["value"] or "readonly" in field:
                yield passed(field)
            elif _AGAIN.search(_near(field, called)):
                yield review(field, "again", text=short(called))
            elif _SEND.search(called) and not _SAME.search(form.text):
                yield review(field, "other", text=short(called))
            else:
                yield passed(field)


def _near(field: Element, called: str) -> str:
    around = block(field)
    beside = around.text if around is not None and around.tag != "form" and len(around.text) <= NEAR else ""
    return f"{called} {beside} {field['placeholder']}"
