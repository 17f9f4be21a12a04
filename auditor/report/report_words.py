"""Sentences that several reports use: of certainties, fates and reasons as people read them."""

from collections.abc import Iterable, Mapping

from auditor.criteria import CRITERIA
from auditor.model import Certainty, Fate, Missing, Need, Reason, Responsible, Text
from auditor.words import RESPONSIBLE, say

CERTAINTY_HELP: Mapping[Certainty, Text] = {
    Certainty.DEFINITE: Text(
        "機械で確かめられた問題です。直してください。", "Proven by the machine. Please mend it."
    ),
    Certainty.LIKELY: Text(
        "ほぼ問題です。場所を見て、そのとおりなら直してください。",
        "Most probably a defect. Look, and mend it.",
    ),
    Certainty.REVIEW: Text(
        "機械では決められません。問いに沿って、人が確かめてください。",
        "The machine cannot know. Please answer the question.",
    ),
    Certainty.ADVICE: Text(
        "選んだ規格の求めではありませんが、直すと読みやすくなります。",
        "Not asked for by the standard chosen, yet worth doing.",
    ),
}

DISCLAIMER = Text(
    "機械で分かるのは問題の一部です。この結果だけで規格への適合を示すことはできません。",
    "A machine sees only a part of the problems. This result alone is no proof of conformance.",
)
UNTESTED = Text(
    "次の規則は検査していません。問題がないという意味ではありません。",
    "These rules were not run. That does not mean that there is no problem.",
)

SCORE_HELP = Text(
    "点は0〜100で、100点はその段階で引かれる指摘がなかったことを示します。"
    "L1は人と計算機が正しく読み取れること、L2は計算機がそのまま集計できること、"
    "L3はほかのデータと組み合わせて使えることです。"
    "点が高いほど、住民や企業、ほかの局が手直しなしで使えます。規格への適合を示す点ではありません。",
    "Points run from 0 to 100; 100 means that no finding of that level cost any. "
    "L1: people and machines read it correctly. L2: machines can tabulate it as it is. "
    "L3: it can be combined with other data. "
    "The higher, the more residents, companies and other bureaus can use it without rework. "
    "It is no measure of conformance to a standard.",
)
UNJUDGED_FILE = Text(
    "元のソフトで開けるかを確かめ、CSV・Excel・PDF などの形式で保存し直して、もう一度検査してください。",
    "Check that it opens in its own program, save it as CSV, Excel or PDF, and run the audit again.",
)
UNJUDGED_PAGE = Text(
    "ブラウザーで開いて中身が表示されるかを確かめ、もう一度検査してください。",
    "Check that a browser shows its content, and run the audit again.",
)
NO_RULE_ANSWERED = Text("当てはまる検査がありませんでした", "No rule applies to it")

FATES: Mapping[Fate, Text] = {
    Fate.OK: Text("ページを読めました", "Read"),
    Fate.NOT_HTML: Text("ページではなく文書や画像でした", "A document, not a page"),
    Fate.REDIRECTED: Text("同じサイトの別のページへ転送されました", "Redirected within the site"),
    Fate.REDIRECTED_OFF_SITE: Text("別のサイトへ転送されました", "Redirected to another site"),
    Fate.REDIRECT_LOOP: Text("転送が終わりませんでした", "Redirects do not end"),
    Fate.HTTP_ERROR: Text("ページがありませんでした（4xx）", "No page (4xx)"),
    Fate.SERVER_ERROR: Text("サーバーがエラーを返しました（5xx）", "Server error (5xx)"),
    Fate.REFUSED: Text(
        "サーバーに断られました。サイトの管理者に、検査を許可するよう頼んでください",
        "Refused. Ask the site's administrator to let the auditor in",
    ),
    Fate.TIMEOUT: Text("時間内に答えがありませんでした", "No answer in time"),
    Fate.DNS: Text("アドレスのサーバーが見つかりませんでした", "Host not found"),
    Fate.TLS: Text("証明書（https）に問題がありました", "Certificate problem"),
    Fate.CONNECTION: Text("サーバーにつながりませんでした", "No connection"),
    Fate.BAD_RESPONSE: Text("サーバーの答えが壊れていました", "Broken answer"),
    Fate.FORBIDDEN_ADDRESS: Text(
        "公開されていないネットワークのアドレスのため、接続していません",
        "Not asked: the address is of a network that is not public",
    ),
    Fate.TOO_LARGE: Text("大きすぎて読めませんでした", "Too large"),
    Fate.NO_CONTENT: Text(
        "サーバーの答えに中身がありませんでした（HTTP 204 など）",
        "The answer has no content (such as HTTP 204)",
    ),
    Fate.NOT_WELL_FORMED: Text(
        "XHTML の文法に誤りがあるため、ブラウザーがエラーを表示します",
        "The XHTML is not well-formed, so browsers show an error",
    ),
    Fate.CRASHED: Text("ページの表示中にブラウザーが止まりました", "The browser stopped on this page"),
    Fate.DOWNLOAD: Text("ページではなくファイルが届きました", "A download"),
    Fate.ROBOTS_DENIED: Text("robots.txt で断られているため見ていません", "Denied by robots.txt"),
    Fate.EXCLUDED: Text("設定（include・exclude）で対象外です", "Excluded by the settings"),
    Fate.TRAP_CALENDAR: Text("終わりのないカレンダーなので止めました", "Endless calendar"),
    Fate.TRAP_SEGMENTS: Text("同じフォルダー名が繰り返すので止めました", "Repeating folders"),
    Fate.TRAP_PARAMETERS: Text("条件の組合せが終わらないので止めました", "Endless parameters"),
    Fate.TRAP_SESSION: Text("訪問ごとに変わる番号付きなので止めました", "Session ids"),
    Fate.TRAP_DEPTH: Text("深すぎるので止めました", "Too deep"),
    Fate.OVER_LIMIT: Text("数の上限（max_urls）に達したので見ていません", "Beyond max_urls"),
    Fate.INTERRUPTED: Text("検査が途中で止まりました", "Interrupted"),
}

_AGAIN = Text("時間をおいて、もう一度検査してください。", "Run the audit again later.")
_SERVER_CURE = Text(
    "サーバーの担当（委託先など）に伝え、直ってからもう一度検査してください。",
    "Report it to the owner of the server, and run the audit again when it is mended.",
)
_BY_FILE = Text(
    "ブラウザーで開いて HTML ファイルとして保存し、auditor page ファイル で検査できます。",
    "Open it in a browser, save it as an HTML file, and run: auditor page FILE",
)
_AS_FILE = Text(
    "PDFやデータは保存して、auditor file ファイル で検査してください。",
    "Save a PDF or data file and run: auditor file PATH",
)
# What a person does about a page that could not be audited.
CURES: Mapping[Fate, Text] = {
    Fate.NOT_HTML: _AS_FILE,
    Fate.DOWNLOAD: _AS_FILE,
    Fate.REDIRECTED: Text("転送先のアドレスを検査してください。", "Audit the address it leads to."),
    Fate.REDIRECTED_OFF_SITE: Text("転送先のアドレスを検査してください。", "Audit the address it leads to."),
    Fate.REDIRECT_LOOP: Text(
        "転送の設定を直してください。ログインの後にだけ開けるページは検査できません。",
        "Mend the redirects. A page that opens only after a login cannot be audited.",
    ),
    Fate.HTTP_ERROR: Text(
        "アドレスの書き間違いや、ページの移動・削除がないか確かめてください。",
        "Check the address, and whether the page was moved or removed.",
    ),
    Fate.SERVER_ERROR: _SERVER_CURE,
    Fate.BAD_RESPONSE: _SERVER_CURE,
    Fate.REFUSED: _BY_FILE,
    Fate.ROBOTS_DENIED: _BY_FILE,
    Fate.TIMEOUT: _AGAIN,
    Fate.DNS: Text(
        "アドレスのホスト名の書き間違いと、ネットワークの接続を確かめてください。",
        "Check the host name of the address, and your network connection.",
    ),
    Fate.CONNECTION: Text(
        "サーバーが動いているか、ポート番号とネットワークの接続を確かめてください。",
        "Check that the server is running, the port, and your network connection.",
    ),
    Fate.TLS: Text(
        "証明書の期限とホスト名を、サーバーの担当（委託先など）に確かめてください。",
        "Ask the owner of the server about the expiry and host name of the certificate.",
    ),
    Fate.TOO_LARGE: Text("ページを分けるか、小さくしてください。", "Split the page, or make it smaller."),
    Fate.CRASHED: Text(
        "パソコンのメモリーの空きを確かめ、もう一度検査してください。",
        "Check the free memory of this machine, and run the audit again.",
    ),
    Fate.INTERRUPTED: Text("もう一度検査してください。", "Run the audit again."),
    Fate.NO_CONTENT: Text(
        "アドレスか、サーバーの設定を確かめてください。", "Check the address, or the settings of the server."
    ),
    Fate.NOT_WELL_FORMED: Text(
        "XHTML の誤りを直すか、text/html で配信してください。", "Mend the XHTML, or serve it as text/html."
    ),
    Fate.FORBIDDEN_ADDRESS: Text(
        "アドレスを確かめてください。庁内のサーバーなら、そのアドレスを直接指定すると検査できます。",
        "Check the address. A server of your own network is audited where its address is given itself.",
    ),
}

_REASONS: Mapping[Reason, Text] = {
    Reason.MISSING_EVIDENCE: Text("検査に要る情報がありません", "Evidence is missing"),
    Reason.LOST_EVIDENCE: Text("検査の途中で情報を取得できませんでした", "Evidence was lost on the way"),
    Reason.CLOSED_ROOTS: Text(
        "閉じた部品（shadow DOM）の中は見ていません", "Closed shadow roots cannot be looked into"
    ),
    Reason.FRAMES_UNTESTED: Text(
        "埋め込まれた枠が時間内に応答しませんでした", "A frame did not answer in time"
    ),
    Reason.ONE_PAGE: Text("サイト全体の検査でだけ分かります", "Needs the whole site"),
    Reason.NO_CAPTURE: Text("ページを表示できませんでした", "The page could not be captured"),
    Reason.NO_FILE: Text("ファイルを受け取れませんでした", "The file was not fetched"),
    Reason.OVER_BUDGET: Text("規則の処理が時間内に終わりませんでした", "The rule took too long"),
    Reason.ERROR: Text("規則の処理でエラーが起きました", "The rule failed"),
    Reason.NOT_SELECTED: Text("抽出の対象になりませんでした", "Not in the sample"),
    Reason.NOT_RUN: Text("この規則は動きませんでした", "The rule was not run"),
    Reason.UNREADABLE: Text("ファイルの中身を読めません", "The content of the file cannot be read"),
    Reason.CHILD_KILLED: Text("ファイルを読む処理が途中で止まりました", "The reading process was stopped"),
    Reason.MEMORY: Text(
        "ファイルを読む処理がメモリーの上限を超えました", "Reading took more memory than it may"
    ),
    Reason.CPU_TIME: Text("ファイルを読む処理が時間の上限を超えました", "Reading took more time than it may"),
    Reason.WALL_TIME: Text("検査の機械が混んでいて終わりませんでした", "The machine was too busy"),
    Reason.TOO_LARGE: Text("大きすぎて読めませんでした", "Too large to be read"),
}

_EVIDENCE = {
    "response": Text("（サーバーの応答ヘッダーがありません）", " (response headers)"),
    "resources": Text("（リンク先の応答がありません）", " (linked files)"),
    "site": Text("（ほかのページの情報がありません）", " (other pages)"),
    "siblings": Text("（同じ場所のほかのファイルを読めませんでした）", " (other files of the place)"),
    "source": Text("（元のHTMLがありません）", " (source)"),
    "layout": Text("（画面の配置がありません）", " (layout)"),
    "accessibility": Text("（読み上げ用の情報がありません）", " (accessibility tree)"),
    "probe": Text("（操作の検査をしていません）", " (probe)"),
    "axe": Text("（axe-core の結果がありません）", " (axe-core)"),
    "pdf-layer": Text(
        "（PDFのページの画像を読んでいません。読む部品がないときは、auditor setup で入れられます）",
        " (pictures of the pages of the PDF were not read; auditor setup installs what reads them)",
    ),
    "archive": Text(
        "（圧縮ファイルの中は検査していません。取り出して検査してください）", " (files within an archive)"
    ),
}


_UNREAD = Text(
    "（画像の中の文字を読んでいません。読む部品がないときは、auditor setup で入れられます。"
    "読むページは targets.yaml の probes と ocr で決まります）",
    " (the letters in pictures were not read: auditor setup installs what reads them, and probes and ocr in"
    " targets.yaml say on which pages)",
)


_UNSEEN = Text(
    "（文字として書かれずに描かれた文字は、同じひな形のページのうち1ページで読みます。このページは、その1ページではありませんでした。"
    "または、読む部品がありません。auditor setup で入れられます）",
    " (letters drawn without being text are read on one page of each template, and this is another one; or nothing reads"
    " them here: auditor setup installs it)",
)


_PROBE_CUT = Text(
    "（操作の検査が途中で終わりました。もう一度検査すると分かることがあります）",
    " (a probe did not come to its end; another run may)",
)


_PROBE_BOUND = Text(
    "操作の検査が決めた回数に達したため、その先は見ていません",
    "A probe met its bound in steps: what lies behind it was not looked at",
)


def untested_reason(reason: str, lang: str) -> str:
    """Return the reason of an untested assertion as people read it."""
    missing = Missing.of(reason)
    if missing is None:
        return f"検査していません（{reason}）" if lang == "ja" else f"Not tested ({reason})"
    worded = _REASONS.get(
        missing.kind, Text(f"検査していません（{missing.kind}）", f"Not tested ({missing.kind})")
    )
    member = missing.detail.partition(":")[0]
    evidence = _EVIDENCE.get(member, Text("", ""))
    if missing.kind is Reason.MISSING_EVIDENCE and missing.detail == Need.LETTERS:
        evidence = _UNREAD
    if missing.kind is Reason.MISSING_EVIDENCE and missing.detail == Need.SCREEN:
        evidence = _UNSEEN
    if member == "probe" and missing.kind is Reason.LOST_EVIDENCE:
        evidence = _PROBE_CUT
    if member == "probe" and missing.kind is Reason.OVER_BUDGET:
        return say(_PROBE_BOUND, lang)
    return worded.ja + evidence.ja if lang == "ja" else worded.en + evidence.en


def criterion_label(number: str, lang: str) -> str:
    """達成基準 1.1.1 非テキストコンテンツ（A）."""
    criterion = CRITERIA.get(number)
    if criterion is None:
        return number
    return (
        f"達成基準{number} {criterion.name_ja}（{criterion.level}）"
        if lang == "ja"
        else f"{number} {criterion.name_en} ({criterion.level})"
    )


REGIONS: Mapping[str, Text] = {
    "banner": Text("ページ上部の共通部分（ヘッダー）", "Header of the site"),
    "navigation": Text("メニュー（ナビゲーション）", "Navigation"),
    "main": Text("本文", "Main content"),
    "contentinfo": Text("ページ下部の共通部分（フッター）", "Footer of the site"),
    "complementary": Text("補足の部分（サイドバーなど）", "Side content"),
    "search": Text("検索の部分", "Search"),
    "response": Text("サーバーの応答", "Server response"),
    "file": Text("リンク先のファイル", "Linked file"),
    "document": Text("ページ全体の設定", "The document as a whole"),
}
_SHARED = frozenset({"banner", "navigation", "contentinfo", "search"})


def responsible(regions: Iterable[str], *, of_files: bool = False) -> tuple[Responsible, ...]:
    """Return who can most probably mend what lies in these regions of a page, or in a file."""
    if of_files:
        return (Responsible.AUTHOR,)
    found = set(regions)
    who = []
    if found & _SHARED:
        who.append(Responsible.TEMPLATE)
    if "response" in found:
        who.append(Responsible.SERVER)
    if found - _SHARED - {"response"} or not who:
        who.append(Responsible.EDITOR)
    return tuple(who)


def responsible_words(regions: Iterable[str], lang: str, *, of_files: bool = False) -> str:
    """Return their names in one line."""
    names = [say(RESPONSIBLE[one], lang) for one in responsible(regions, of_files=of_files)]
    return ("、" if lang == "ja" else ", ").join(names)


def places_word(count: int, lang: str) -> str:
    """3か所, or 3 places."""
    return f"{count:,}か所" if lang == "ja" else f"{count:,} place{'' if count == 1 else 's'}"
