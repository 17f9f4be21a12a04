"""What is painted over in a picture: addresses of people, in the forms that Japanese pages write them in."""

from typing import Any

import pytest

from auditor.capture.mask import EDGE, private_boxes

BOX = (10.0, 20.0, 300.0, 16.0)


def snapshot(text: str, **attributes: str) -> dict[str, Any]:
    """A page of one paragraph in a block with the attributes given, as DOMSnapshot would give it."""
    strings = ["#document", "BODY", "DIV", "P", "#text", text]
    flat: list[int] = []
    for name, value in attributes.items():
        flat += [len(strings), len(strings) + 1]
        strings += [name, value]
    return {
        "strings": strings,
        "documents": [
            {
                "nodes": {
                    "parentIndex": [-1, 0, 1, 2, 3],
                    "nodeName": [0, 1, 2, 3, 4],
                    "attributes": [[], [], flat, [], []],
                },
                "layout": {"nodeIndex": [4], "bounds": [list(BOX)], "text": [5]},
                "textBoxes": {
                    "layoutIndex": [0], "bounds": [list(BOX)], "start": [0], "length": [len(text)],
                },
            }
        ],
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "yamada@example.jp まで",
        "yamada＠example.jp まで",
        "yamada@example．jp まで",
        "電話 03-1234-5678（山田）",
        "電話 ０３－１２３４－５６７８",
        "（03）1234-5678",
    ],
)
def test_an_address_or_number_of_a_person_is_painted_over(text: str) -> None:
    x, y, width, height = BOX

    assert private_boxes(snapshot(text)) == ((x - EDGE, y - EDGE, width + 2 * EDGE, height + 2 * EDGE),)


@pytest.mark.parametrize(
    "text", ["令和8年4月1日（水曜日）", "郵便番号 163-8001", "第03-12号議案", "@tokyo_bousai"]
)
def test_dates_postal_codes_and_account_names_stay(text: str) -> None:
    assert private_boxes(snapshot(text)) == ()


@pytest.mark.parametrize("attributes", [{"class": "contact"}, {"id": "toiawase"}, {"role": "contentinfo"}])
def test_what_a_contact_block_publishes_stays(attributes: dict[str, str]) -> None:
    assert private_boxes(snapshot("soudan＠example.jp", **attributes)) == ()
