"""JIS X 8341-3:2016 3.3.4: what binds people or sends their data can be checked before it is sent."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    PASSED,
    REVIEW,
    Element,
    Example,
    Page,
    page_rule,
    passed,
    review,
)

from ._press import effect, optional, pressing, tried
from ._words import content, label, short, shown

_PERSONAL = re.compile(
    r"name|shimei|mail|tel|phone|address|zip|postal|birth|card|氏名|名前|住所|電話|メール", re.I
)
_CHECKS = re.compile(
    r"確認(?:画面|する|へ)?|確かめ|見直|次へ|進む|検索|絞り込|confirm|next|search|戻る|ログイン|login", re.I
)
_BINDING = re.compile(
    r"申し?込|申請|申告|届出|登録|購入|注文|予約|応募|入札|契約|支払|納付|納税|寄附|寄付|振込|送金|抽選|退会|解約|取消|削除|確定|決済|"
    r"apply|register|order|purchase|pay|submit application|delete|donat",
    re.I,
)
# What is said of the way after it: the first kind lets people correct, the second binds them.
_LATER = re.compile(
    r"(?:次の|確認の?)画面で[^。]{0,20}(?:確認|確かめ)|(?:期限|締切)まで[^。]{0,20}(?:何度でも|修正|訂正|変更|取消|直せ|取り消せ)|"
    r"(?:あと|後)から[^。]{0,15}(?:修正|訂正|変更|取消|直せ|取り消せ)(?!.{0,6}(?:ません|できない))"
)
_FINAL = re.compile(
    r"(?:訂正|修正|変更|取消|取り消し|キャンセル|返金)(?:し|や[^。]{0,8})?(?:は|が|も)?(?:一切)?(?:でき|行え|いたしかね|受け付け)(?:ません|ない|かね)"
)
_TAKES = re.compile(
    r"取り?消|キャンセル|削除|消す|消去|退会|解約|廃止|支払|購入|注文|delete|remove|cancel", re.IGNORECASE
)
_FILTER = re.compile(r"条件|絞|検索|入力|選択|フィルタ|閉じ", re.IGNORECASE)
_DONE = re.compile(r"(?:まし|られ)た|完了|済み|deleted|removed|cancel+ed", re.IGNORECASE)


# A box to tick that says one has looked it over (G155).
_TICKED = re.compile(
    r"確認(?:し|済|いたし)|確かめ|見直し|(?:誤り|間違い|相違|違い)(?:が|は)?(?:ない|ありません|無い|ございません)|"
    r"(?:reviewed|checked|correct|accurate)\b",
    re.IGNORECASE,
)


# What people choose or fill in, other than the buttons and what the page itself sends along.
_NOT_FILLED = frozenset({"hidden", "submit", "image", "button", "reset", "radio", "checkbox"})


def _filled_in(field: Element) -> bool:
    return field.tag == "textarea" or (field.tag == "input" and field["type"].lower() not in _NOT_FILLED)


@page_rule(
    id="jis/submission-unconfirmed",
    criteria=["3.3.4"],
    techniques=["G98", "G155", "G168"],
    impact=Impact.MODERATE,
    title=Text(
        ja="確認なしで送信されるフォーム",
        en="Form that is sent without a check",
    ),
    why=Text(
        ja="入力を間違えたまま送信してしまい、申込みや支払いを取り消せなくなるおそれがあります。",
        en="Errors may be sent and bind people before they notice.",
    ),
    fix=Text(
        ja="送信の前に内容を見直せる確認画面を置くか、あとから取り消しや修正ができるようにしてください。",
        en="Add a page to check the input, or let people undo or change it afterwards.",
    ),
    messages={
        "at_once": Text(
            ja="「{text}」を押すと、確かめる画面なしに「{said}」となりました。",
            en="Pressing “{text}” at once led to “{said}”, with no question before.",
        ),
        "sent": Text(
            ja="「{text}」を押すと、確かめる画面なしに、変更がすぐにサーバーへ送られます。",
            en="Pressing “{text}” sends the change to the server at once, with no question before.",
        ),
        "sends": Text(
            ja="「{text}」で送信する前に、内容を確認する手順が見当たりません。",
            en="No step to check the input was found before “{text}”.",
        ),
    },
    question=Text(
        ja="この送信は契約・支払い・個人情報の登録などに当たりますか。当たるなら、送信前の確認か、あとからの取り消し・修正ができますか。",
        en="Does it bind people, move money or change their data? If so, can they check, undo or correct it?",
    ),
    examples=[
        Example(
            REVIEW,
            '<h1>会員登録</h1><form method="post"><input name="email" autocomplete="email"><input type="submit" value="送信"></form>',
            at="input[type=submit]",
        ),
        Example(
            PASSED,
            '<h1>会員登録</h1><form method="post"><input name="email"><input type="submit" value="確認画面へ"></form>',
        ),
        Example(
            PASSED,
            '<h1>会員登録</h1><form method="post"><input name="email"><input '
            'type="submit" value="送信" onclick="return confirm(\'よろしいですか\')"></form>',
        ),
        Example(
            REVIEW,
            '<h1>市民税の申告</h1><form method="post"><label>収入 <input name="sh"></label><p>送信した後の訂正はできません。</p>'
            "<button>申告を確定する</button></form>",
            at="button",
        ),
        Example(
            PASSED,
            '<h1>講座の申込み</h1><form method="post"><label>氏名 <input name="name"></label><p>期限までは何度でも直せます。</p>'
            "<button>申し込む</button></form>",
            why="People can correct it afterwards.",
        ),
        Example(
            PASSED,
            '<h1>転出届</h1><form method="post"><label>氏名 <input name="name"></label>'
            "<label><input type=checkbox required> 書いた内容に誤りがないことを確かめました</label><button>届け出る</button></form>",
            why="A box says that it was looked over.",
        ),
        Example(
            REVIEW,
            "<button>登録を削除する</button>",
            at="button",
            key="sent",
            probes=pressing({"name": "登録を削除する", "refused": 1, "effect": effect()}),
        ),
        Example(
            INAPPLICABLE,
            "<button>条件を削除する</button>",
            why="What was chosen to search by.",
            probes=pressing({"name": "条件を削除する", "refused": 1, "effect": effect()}),
        ),
        Example(
            REVIEW,
            "<button>予約を取り消す</button><p></p>",
            at="button",
            key="at_once",
            probes=pressing(
                {
                    "name": "予約を取り消す",
                    "effect": effect(texts=[{"after": "取り消しました。24,000円がかかります。"}]),
                }
            ),
        ),
        Example(
            INAPPLICABLE,
            "<button>予約を取り消す</button><dialog>よろしいですか</dialog>",
            why="It asks first.",
            probes=pressing(
                {
                    "name": "予約を取り消す",
                    "effect": effect(appeared=[{"dialog": "dialog", "text": "取り消しますか"}]),
                    "opened": {"away": 0},
                }
            ),
        ),
        Example(
            INAPPLICABLE,
            '<form method="post"><input type="hidden" name="page_name" value="a"><input type="submit" value="お問い合わせフォーム"></form>',
            why="The form proper comes after this button.",
        ),
        Example(
            INAPPLICABLE,
            '<form method="post"><input type="hidden" name="mail" value="a"><input type="radio" name="useful" value="1">'
            '<input type="submit" value="送信"></form>',
            why="A vote on the page binds nobody.",
        ),
        Example(
            INAPPLICABLE,
            '<form><input name="q"><input type="submit" value="検索"></form>',
            why="It only asks.",
        ),
    ],
)
def submission_unconfirmed(page: Page) -> Iterator[Finding]:
    if optional(page, "press"):
        yield from _pressed(page)
    for form in page.select("form"):
        if form["method"].lower() != "post" or not shown(form):
            continue
        fields = form.select("input, textarea, select")
        personal = [
            one for one in fields if _PERSONAL.search(f"{one['name']} {one['id']} {one['autocomplete']}")
        ]
        if not any(_filled_in(one) for one in fields):
            continue  # a vote on the page, or a button that leads to the form proper: nothing to get wrong
        binding = _BINDING.search(page.title) or any(
            _BINDING.search(one.text) for one in page.select("h1, h2")
        )
        if any(one["type"] == "password" for one in fields) or not (personal or binding):
            continue
        ticked = any(_TICKED.search(label(page, one)) for one in fields if one["type"].lower() == "checkbox")
        for button in form.select(
            "input[type=submit], button:not([type]), button[type=submit], input[type=image]"
        ):
            text = button["value"] or content(button) or button["alt"]
            asks = "confirm(" in f"{button['onclick']} {form['onsubmit']}" or ticked
            if asks or _CHECKS.search(text) or (_LATER.search(form.text) and not _FINAL.search(form.text)):
                yield passed(button)
            elif personal or binding or _BINDING.search(text) or _FINAL.search(form.text):
                yield review(button, "sends", text=short(text))


def _pressed(page: Page) -> Iterator[Finding]:
    """Buttons that took something away at once when they were pressed on a copy of the page."""
    for button, one in tried(page, "button", "opener", "widget", "bare"):
        text = str(one["name"]) or content(button)
        if not _TAKES.search(text) or _FILTER.search(text) or "opened" in one:
            continue
        seen = one["effect"]
        if any(str(move).startswith("dialog") for move in seen["moves"]):
            yield passed(button)
            continue
        said = next((str(part[key]) for key, part in (*(("text", part) for part in seen["appeared"]),
                     *(("after", part) for part in seen["texts"])) if _DONE.search(str(part[key]))), "")  # fmt: skip
        if said:
            yield review(button, "at_once", text=short(text), said=short(said))
        elif one.get("refused") and not seen["appeared"]:
            yield review(button, "sent", text=short(text))
