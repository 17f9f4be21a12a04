"""WCAG 2.2 3.3.8: a password or code may be pasted in, so that nobody has to remember or retype it."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, LIKELY, PASSED, Element, Example, Page, likely, page_rule, passed

from ._press import optional
from ._scripts import bindings, elements_of
from ._words import label, shown

_STOP = re.compile(r"return\s*(?:\(\s*)?(?:false|!1)|preventDefault\s*\(|returnValue\s*=\s*false")
_TAKEN = re.compile(r"clipboardData|getData")  # the script puts what was pasted where it belongs
_CODE = re.compile(
    r"暗証番号|パスワード|パスコード|認証(?:コード|番号)|確認コード|ワンタイム|password|passcode|pin code",
    re.IGNORECASE,
)
_FIELDS = "input[type=password], input[autocomplete*=one-time-code], input[autocomplete*=password]"


@page_rule(
    id="jis/password-paste-blocked",
    criteria=["3.3.8"],
    techniques=["F109", "G218", "H100"],
    impact=Impact.SERIOUS,
    title=Text(ja="パスワードや認証コードの欄に貼り付けができない", en="Password or code field that refuses pasting"),
    why=Text(
        ja="覚えることや正確に打つことが難しい人は、パスワード管理の道具や控えからの貼り付けが使えないと、手続きに入れません。",
        en="People who cannot remember or retype a password are shut out when they may not paste it.",
    ),
    fix=Text(
        ja='onpaste="return false" や、paste を止めるスクリプトを外してください。autocomplete="current-password" を付けると、'
        "保存したパスワードを入れられます。",
        en='Remove onpaste="return false" and scripts that cancel paste; autocomplete="current-password" lets a '
        "password manager fill it in.",
    ),
    messages={
        "blocked": Text(
            ja="この欄への貼り付けが止められています。", en="Pasting into this field is prevented."
        )
    },
    examples=[
        Example(PASSED, '<label>パスワード <input type="password" autocomplete="current-password"></label>'),
        Example(
            LIKELY, '<label>パスワード <input type="password" onpaste="return false"></label>', at="input", key="blocked"
        ),
        Example(
            LIKELY,
            "<label>認証コード <input id=c></label><script>document.getElementById('c')"
            ".addEventListener('paste', function (e) { e.preventDefault(); });</script>",
            at="input",
        ),
        Example(LIKELY, '<form onpaste="return false;"><input type=password></form>', at="input"),
        Example(
            LIKELY,
            "<input type=password class=pw><script>$('input').on('copy paste cut', function(){ return false; });</script>",
            at="input",
        ),
        Example(
            PASSED, "<input type=password id=p><script>$('#p').on('paste', function(){ check(this); });</script>"
        ),
        Example(
            PASSED,
            "<label>認証コード <input id=c></label><script>document.getElementById('c').addEventListener('paste', (e) => {"
            "e.preventDefault(); fill(e.clipboardData.getData('text').replace(/-/g, '')); });</script>",
            why="The script puts what was pasted in itself.",
        ),
        Example(
            LIKELY, '<label>確認コード <input autocomplete="one-time-code"></label>', at="input",
            why="Tried on a copy of the page: whatever the handler is, it took nothing.",
            probes={"forms": {"tried": [], "left": 0, "unpasted": ["html > body > label > input"]}},
        ),
        Example(
            PASSED, '<label>確認コード <input autocomplete="one-time-code"></label>',
            probes={"forms": {"tried": [], "left": 0, "unpasted": []}},
        ),
        Example(INAPPLICABLE, '<label>メール（確認） <input type="email" onpaste="return false"></label>'),
    ],
)  # fmt: skip
def password_paste_blocked(page: Page) -> Iterator[Finding]:
    fields = list(page.select(_FIELDS))
    fields += [
        one for one in page.select("input[type=text], input[type=tel], input[type=number], input:not([type])")[:300]
        if one not in fields and _CODE.search(label(page, one))
    ]  # fmt: skip
    if not fields:
        return
    stopped: set[Element] = set()
    for binding in bindings(page):
        if "paste" in binding.kinds and _STOP.search(binding.body) and not _TAKEN.search(binding.body):
            stopped.update(fields if binding.selector == "document" else elements_of(page, binding))
    tried = (page.at(str(one)) for one in optional(page, "forms").get("unpasted", ()))
    stopped.update(one for one in tried if one is not None)
    for field in fields:
        if not shown(field):
            continue
        around = field.closest("[onpaste]")
        if field in stopped or (around is not None and _STOP.search(around["onpaste"])):
            yield likely(field, "blocked")
        else:
            yield passed(field)
