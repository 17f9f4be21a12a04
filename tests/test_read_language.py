"""The language of a text is told by its letters, and of Latin ones by its words; what cannot be known is not told."""

import pytest

from auditor.read.language import simplified, traditional, written_in

TEXTS = {
    "窓口でお申し込みください。": "ja",
    "매주 수요일 오후에 상담할 수 있습니다.": "ko",
    "请使用透明的袋子，并购买处理券。": "zh",
    "您好，請在收集日的早上八點以前，將垃圾放到指定的地點。": "zh",
    "ขอเชิญร่วมงาน": "th",
    "Please bring your residence card to the counter on the second floor.": "en",
    "Atendimento em português todas as terças-feiras, das 13h às 16h. Não é necessário agendar.": "pt",
    "Los residentes deben presentar la solicitud en la ventanilla del ayuntamiento.": "es",
    "Vui lòng bỏ rác trước tám giờ sáng ngày thu gom.": "vi",
    "Silakan membawa kartu identitas Anda ke loket kantor kota.": "id",
}
UNKNOWN = (
    "",
    "2026-11-28",
    "Opening hours",
    "東京都新宿区西新宿二丁目八番一号",
    "収集の目的",
    "最近的车站是浅草站 ソラマチ出口",
    "Tokyo-to Shinjuku-ku Nishi-Shinjuku 2-8-1 Daiichi Honchosha",
    "Tokyo Metropolitan Government Bureau of Social Welfare",
)


@pytest.mark.parametrize(("text", "code"), TEXTS.items())
def test_a_passage_tells_its_language(text: str, code: str) -> None:
    assert written_in(text) == code


@pytest.mark.parametrize("text", UNKNOWN)
def test_names_headings_and_addresses_do_not(text: str) -> None:
    assert written_in(text) != "en"
    assert written_in(text) in ("", "ja")


def test_the_two_chinese_sets_are_told_apart() -> None:
    assert simplified("请购买处理券") > 2 and traditional("请购买处理券") == 0
    assert traditional("請購買處理券") > 2 and simplified("請購買處理券") == 0
