"""WCAG 2.1 1.3.5: a field for the user's own data says which by autocomplete, and says the right thing."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

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
)  # fmt: skip

from ._words import TEXT_FIELDS, label, short, shown

_NAMES = frozenset({"name", "given-name", "family-name", "additional-name", "nickname", "cc-name"})
_ADDRESS = frozenset(
    {"street-address", "address-line1", "address-line2", "address-line3",
     "address-level1", "address-level2", "address-level3", "address-level4"}
)  # fmt: skip
_TEL = frozenset({"tel", "tel-national", "tel-area-code", "tel-local", "tel-local-prefix", "tel-local-suffix",
                  "tel-country-code", "tel-extension"})  # fmt: skip
# What a label asks for → the values of autocomplete that say so; the first is the one to advise.
_PURPOSES: tuple[tuple[re.Pattern[str], frozenset[str], str], ...] = (
    (re.compile(r"(?:メール(?:アドレス)?|e-?mail(?:address)?|电子邮[件箱]|電子郵件|이메일)$"), frozenset({"email"}), "email"),
    (re.compile(r"(?:郵便番号|zip(?:code)?|postalcode|邮政编码|郵遞區號|우편번호)$"), frozenset({"postal-code"}), "postal-code"),
    (
        re.compile(
            r"(?:(?:電話|携帯(?:電話)?)(?:番号)?|tel(?:ephone)?(?:number|no\.?)?|(?:mobile)?phone(?:number)?|电话(?:号码)?|전화(?:번호)?)$"
        ),
        _TEL,
        "tel",
    ),
    (
        re.compile(r"(?:生年月日|dateofbirth|birth(?:day|date)|出生日期|생년월일)$"),
        frozenset({"bday", "bday-day", "bday-month", "bday-year"}),
        "bday",
    ),
    (re.compile(r"(?:ご?住所|(?:home|street)?address|地址|주소)$"), _ADDRESS, "street-address"),
    (re.compile(r"(?:お?名前|ご?氏名|(?:your|full)?name|姓名|이름|성명)$"), _NAMES, "name"),
)  # fmt: skip
_KNOWN = frozenset().union(*(tokens for _, tokens, _ in _PURPOSES)) | {
    "username", "current-password", "new-password", "organization", "organization-title", "country", "sex", "url",
    "language", "one-time-code", "cc-number",
}  # fmt: skip
# Words that may stand before the purpose and still mean the person who fills in the form.
_OWN = (
    r"(?:ご?(?:申込|申し込み|申込み|申請|届出|届け出|請求|応募|予約|登録|連絡|利用|使用|送信|投稿|入力)(?:者|人|する方|する人|先)?"
    r"|ご?本人|あなた|わたし|私|自分|保護者|ご?連絡先|現在|いま|お住まい|日中|自宅|現|your|my|home|contact)"
)
_ASKED_BY = re.compile(rf"(?:{_OWN}|の|をする(?:方|人)?|する|・)*")
# Somebody or something else.
_OTHER = re.compile(
    r"お?子(?:さん|さま|様|ども|供)|こども|児童|生徒|園児|乳児|赤ちゃん|ペット|飼|犬|猫|亡|故人|相手|家族|同居|緊急|別の|ほかの|他の|代理|"
    r"配偶者|世帯主|世帯員|送り先|届け先|送付先|贈|団体|会社|法人|事業|施設|学校|園|店|代表|担当|紹介|対象|被|相続|親族|参加者|同行|所有|"
    r"受取|勤務|職場|旧|前の|転出|転入|child|pet|emergency|company|school|organi[sz]ation|other|spouse|recipient",
    re.IGNORECASE,
)
_MARKS = re.compile(
    r"[（(［\[【〔][^）)］\]】〕]{0,60}[）)］\]】〕]|必須|任意|required|optional|[※*＊:：\s]+", re.IGNORECASE
)
_KANA = re.compile(r"ふりがな|フリガナ|カナ|かな|読み|ローマ字")
MAX_FIELDS = 500
_GROUP = "fieldset, [role=group]"


@dataclass(frozen=True, slots=True)
class _Asked:
    """A field for somebody's own data: its label, the values of autocomplete that fit, and the one to advise."""

    field: Element
    label: str
    tokens: frozenset[str]
    token: str
    own: bool  # of the person who fills in the form, as far as the words around it say


@page_rule(
    id="jis/autocomplete-purpose",
    criteria=["1.3.5"],
    techniques=["H98", "F107"],
    impact=Impact.MODERATE,
    title=Text(
        ja="本人の情報の入力欄に、目的を示す autocomplete がないか、合っていない",
        en="Field for the user's own data without a fitting autocomplete",
    ),
    why=Text(
        ja="自動で入力できないため、打つのが大変な人や覚えておくのが苦手な人が、毎回すべてを入力することになります。",
        en="Nothing is filled in automatically, so people for whom typing or remembering is hard type it all again.",
    ),
    fix=Text(
        ja='利用者本人の氏名は autocomplete="name"、メールは "email"、電話は "tel"、郵便番号は "postal-code"、'
        '住所は "street-address" を付けてください。ほかの人の情報を聞く欄には要りません。',
        en='Give the user\'s own name autocomplete="name", e-mail "email", telephone "tel", postal code '
        '"postal-code", address "street-address". Fields about other people need none.',
    ),
    messages={
        "missing": Text(
            ja="本人の情報を入力する欄 {count} 個（「{text}」など）に、autocomplete がありません（例: {token}）。",
            en="{count} fields for the user's own data (“{text}” …) have no autocomplete (such as {token}).",
        ),
        "other": Text(
            ja="「{text}」の欄の autocomplete が「{said}」で、欄の内容と合っていません（例: {token}）。",
            en="The field “{text}” says autocomplete “{said}”, which is something else (such as {token}).",
        ),
    },
    question=Text(
        ja="この欄は、入力する人自身の情報ですか。そうなら、目的を示す autocomplete を付けてください。",
        en="Is this about the person who fills in the form? If so, give the field its autocomplete.",
    ),
    examples=[
        Example(PASSED, '<label>お名前 <input autocomplete="name"></label>'),
        Example(
            LIKELY,
            "<form><label>氏名（必須） <input></label><label>メールアドレス <input type=email></label></form>",
            at="input",
            key="missing",
        ),
        Example(LIKELY, '<label for=t>申込みをする保護者の電話</label><input id=t type=tel>', at="input", key="missing"),
        Example(LIKELY, '<label>Your e-mail address <input></label>', at="input", key="missing"),
        Example(LIKELY, '<label>メールアドレス <input type=email autocomplete=tel></label>', at="input", key="other"),
        Example(LIKELY, '<label>郵便番号 <input autocomplete="shipping street-address"></label>', at="input", key="other"),
        Example(PASSED, '<label>郵便番号 <input autocomplete="section-a shipping postal-code"></label>'),
        Example(INAPPLICABLE, "<label>お子さんの名前 <input></label><label>飼い犬の名前 <input></label>"),
        Example(
            INAPPLICABLE,
            "<fieldset><legend>緊急のときの連絡先</legend><label>電話番号 <input></label></fieldset>",
            why="Somebody else, as the group says.",
        ),
        Example(
            REVIEW,
            "<form><fieldset><legend>代理の方</legend><label>氏名 <input></label></fieldset>"
            "<fieldset><legend>必要な方</legend><label>氏名 <input></label></fieldset></form>",
            at="fieldset:nth-of-type(2) input",
            key="missing",
            why="The same is asked about two people.",
        ),
        Example(
            REVIEW,
            "<form><fieldset><legend>1人目</legend><label>氏名 <input></label><label>生年月日 <input></label></fieldset>"
            "<fieldset><legend>2人目</legend><label>氏名 <input></label><label>生年月日 <input></label></fieldset></form>",
            at="input",
            key="missing",
            why="One row for each person: which of them is the user only a person knows.",
        ),
        Example(
            LIKELY,
            "<form><fieldset><legend>申請する人</legend><label>氏名 <input></label></fieldset>"
            "<fieldset><legend>連絡先</legend><label>電話番号 <input></label></fieldset></form>",
            at="input",
            key="missing",
            why="Two groups about one person.",
        ),
        Example(INAPPLICABLE, "<label>お名前（フリガナ） <input></label>", why="No value stands for the reading."),
        Example(INAPPLICABLE, "<form role=search><label>住所 <input></label></form>", why="A search."),
        Example(INAPPLICABLE, "<label>公園の名前 <input></label><label>ご意見 <textarea></textarea></label>"),
    ],
)  # fmt: skip
def autocomplete_purpose(page: Page) -> Iterator[Finding]:
    missing: dict[Element | None, list[_Asked]] = {}
    others: set[tuple[Element | None, str]] = set()  # what a form asks about somebody else
    for field in page.select(TEXT_FIELDS)[:MAX_FIELDS]:
        if (
            not shown(field)
            or "readonly" in field
            or "disabled" in field
            or field["type"].lower() == "search"
        ):
            continue
        asked = _asked(page, field)
        if asked is None:
            continue
        if not asked.own:
            others.add((field.closest("form"), asked.token))
            continue
        said = (field["autocomplete"].lower().split() or [""])[-1]
        if said in ("", "on", "off"):
            missing.setdefault(field.closest("form"), []).append(asked)
        elif said not in asked.tokens and said in _KNOWN:
            yield likely(field, "other", text=short(asked.label), said=said, token=asked.token)
        else:
            yield passed(field)
    for form, found in missing.items():
        # Where a form asks the same about several people, only a person knows which of them fills it in.
        groups = Counter(token for token, _ in {(one.token, one.field.closest(_GROUP)) for one in found})
        two = all((form, one.token) in others or groups[one.token] > 1 for one in found)
        first = found[0]
        yield (review if two else likely)(
            first.field, "missing", text=short(first.label), token=first.token, count=len(found)
        )


def _asked(page: Page, field: Element) -> _Asked | None:
    """Return what a field asks of a person's own data, None where it asks something else."""
    said = label(page, field)
    if not said or len(said) > 80 or _KANA.search(said) or field.closest("[role=search], [role=grid]"):
        return None
    group = field.closest(_GROUP)
    legend = " ".join(one.text for one in group.children if one.tag == "legend") if group else ""
    if group and not legend:
        legend = group["aria-label"]
    other = _OTHER.search(said) or _OTHER.search(legend)
    text = _MARKS.sub("", unicodedata.normalize("NFKC", said)).casefold()
    for pattern, tokens, token in _PURPOSES:
        found = pattern.search(text)
        if found and _ASKED_BY.fullmatch(text[: found.start()]):
            return _Asked(field, said, tokens, token, own=not other)
    return None
