"""What a person asks of a page to judge a success criterion, beyond what any machine can tell."""

from collections.abc import Mapping
from types import MappingProxyType

from auditor.model import Text

# number | question | in English
_TABLE = """
1.1.1 | 画像の代替テキストを読むだけで、画像を見た人と同じことが分かりますか。飾りの画像は空になっていますか。 | Does each text alternative tell what the picture tells, and is it empty for decoration?
1.2.1 | 音声だけ・映像だけの収録物に、同じ内容を伝える文章がありますか。 | Is there a text that says the same as each audio-only or video-only recording?
1.2.2 | 収録した動画に、話し声と大切な音を伝える字幕がありますか。自動字幕は直してありますか。 | Does each recorded video have captions of speech and telling sounds, with automatic ones corrected?
1.2.3 | 動画の画面だけで伝えていること（文字や図）を、音声か文章でも知ることができますか。 | Is what the video only shows also told by audio description or in a text?
1.2.4 | 生中継の動画に字幕が付きますか。 | Do live videos have captions?
1.2.5 | 動画の画面だけで伝えていることが、音声解説で聞けますか。 | Is what the video only shows told by audio description?
1.3.1 | 見出し・箇条書き・表・入力欄の名前が、見た目だけでなく HTML でもその役割になっていますか。 | Are headings, lists, tables and labels marked up as what they look like?
1.3.2 | 読み上げソフトで上から読んだとき、順序が意味どおりに通じますか。 | Does the page make sense read from top to bottom by a screen reader?
1.3.3 | 「右の」「赤い」「丸いボタン」だけで場所や操作を示していませんか。 | Are instructions free of position, colour or shape as the only clue?
1.3.4 | 縦向きでも横向きでも使えますか。 | Does it work both upright and sideways?
1.3.5 | 本人の氏名や住所などの欄に、目的を示す autocomplete がありますか。 | Do fields about the user say their purpose with autocomplete?
1.4.1 | 色を区別できなくても、リンク・必須・状態・グラフの系列が分かりますか。 | Are links, required fields, states and chart series clear without colour?
1.4.2 | 3秒を超えて自動で鳴る音声を、止めるか小さくできますか。 | Can sound that plays by itself for over three seconds be stopped or turned down?
1.4.3 | 画像や写真の上の文字も含め、背景との明るさの差は十分ですか。 | Is contrast enough everywhere, over pictures too?
1.4.4 | 文字を200％にしても、欠けたり重なったりせずに使えますか。 | Can text grow to 200 % without being cut or overlapping?
1.4.5 | 文字でよいところに、文字を描いた画像を使っていませんか。 | Is text used where an image of text is not essential?
1.4.10 | 幅320pxで、横に動かさずに読めますか。 | Can it be read at 320 px without scrolling sideways?
1.4.11 | ボタンや入力欄の枠、図の要点は、周りと3:1以上の差がありますか。 | Do controls and telling graphics differ from their surroundings by 3:1?
1.4.12 | 行や文字の間隔を広げても、読めなくなるところはありませんか。 | Does nothing get lost when spacing is widened?
1.4.13 | 重ねたときに出る説明は、消せて、指し示せて、自分から消えませんか。 | Can content shown on hover be dismissed, pointed at, and does it stay?
2.1.1 | マウスを使わず、キーボードだけで全部の操作ができますか。 | Can everything be done with the keyboard alone?
2.1.2 | キーボードで入ったところから、必ず出られますか。 | Can focus always leave where it entered?
2.1.4 | 一文字のショートカットは、切るか変えるかできますか。 | Can single-key shortcuts be turned off or changed?
2.2.1 | 時間制限は、解除・調整・延長ができますか。 | Can time limits be turned off, adjusted or extended?
2.2.2 | 動く・点滅する・自動で更新される内容を、止めるか隠せますか。 | Can what moves, blinks or updates by itself be paused or hidden?
2.3.1 | 動画の中も含め、1秒間に3回を超えて光るものはありませんか。 | Does nothing flash more than three times a second, videos included?
2.4.1 | 繰り返し出るメニューを飛ばして、本文へ進めますか。 | Can repeated blocks be skipped?
2.4.2 | タイトルだけで、どのサイトのどのページかが分かりますか。 | Does the title tell which page of which site this is?
2.4.3 | Tab キーで動く順番は、内容の順番と合っていますか。 | Does focus move in an order that fits the content?
2.4.4 | リンクの文字と前後の文から、行き先が分かりますか。 | Is each link's purpose clear from its text and its surroundings?
2.4.5 | サイトマップ・検索・一覧など、二つ以上の方法でページへ行けますか。 | Are there two or more ways to find each page?
2.4.6 | 見出しと入力欄の名前は、その中身を言い表していますか。 | Do headings and labels describe what they stand for?
2.4.7 | キーボードで今どこにいるかが、見て分かりますか。 | Can one see where the keyboard focus is?
2.4.11 | 固定したヘッダーなどで、選んでいるところが全部隠れることはありませんか。 | Is the focused element never wholly hidden by other content?
2.5.1 | 二本指やなぞる操作は、一本指の単純な操作でもできますか。 | Do gestures have a simple single-pointer way?
2.5.2 | 押した瞬間に確定せず、取り消せますか。 | Can a press be undone or aborted before release?
2.5.3 | 見えている名前が、読み上げの名前にも含まれていますか。 | Is the visible label part of the name?
2.5.4 | 端末を振る・傾ける操作は、ボタンでもでき、切れますか。 | Can motion actuation be replaced by a control and turned off?
2.5.7 | 引きずる操作を、クリックだけでもできますか。 | Is there a way without dragging?
2.5.8 | 押すところは24×24px以上あるか、間隔が空いていますか。 | Are targets 24 by 24 px or spaced enough?
3.1.1 | ページの言語の指定は、実際の言語と合っていますか。 | Is the page's language the one it is written in?
3.1.2 | 他の言語で書いた部分に、その言語の指定がありますか。 | Are parts in other languages marked as such?
3.2.1 | 選んだ（フォーカスした）だけで、画面が変わることはありませんか。 | Does focus alone never change the page?
3.2.2 | 入力や選択をしただけで、予告なく画面が変わることはありませんか。 | Does input alone never change the page without warning?
3.2.3 | 繰り返し出るメニューは、どのページでも同じ順序ですか。 | Does repeated navigation keep its order on every page?
3.2.4 | 同じ働きのものは、どのページでも同じ名前ですか。 | Do things of one function have one name on every page?
3.2.6 | 問い合わせなどの助けは、どのページでも同じ位置にありますか。 | Is help in the same place on every page?
3.3.1 | 入力を誤ったとき、どこが誤りかが文字で示されますか。 | Does an error say in text which field is wrong?
3.3.2 | 入力欄に、何をどう書くかの説明（必須・形式）がありますか。 | Do fields say what to enter and how?
3.3.3 | 入力を誤ったとき、どう直すかが示されますか。 | Does an error suggest how to mend it?
3.3.4 | 申請・契約・削除などは、確認・訂正・取消ができますか。 | Can legal, financial or data-changing steps be checked, corrected or reversed?
3.3.7 | 一度書いたことを、同じ手続きの中でまた書かせていませんか。 | Is nothing asked twice in one process?
3.3.8 | ログインに、覚える・解く・写すことを強いていませんか。 | Does login need no memory test, puzzle or copying?
4.1.1 | 開始・終了タグ、入れ子、属性の重複、id の重複に誤りはありませんか。 | Are tags complete and nested, attributes and ids unique?
4.1.2 | 独自の部品の名前・役割・状態が、読み上げソフトに正しく伝わりますか。 | Do custom widgets tell their name, role and state?
4.1.3 | 画面の移動なしに出る知らせが、読み上げソフトに伝わりますか。 | Are status messages announced without moving focus?
"""  # noqa: E501 - one criterion a line is the point of the table


def _question(line: str) -> tuple[str, Text]:
    number, ja, en = (part.strip() for part in line.split("|"))
    return number, Text(ja=ja, en=en)


QUESTIONS: Mapping[str, Text] = MappingProxyType(
    dict(_question(line) for line in _TABLE.strip().splitlines())
)
