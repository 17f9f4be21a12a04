"""Issues: what belongs together, and what a key outlives."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from plan_samples import OTHER, SITE, finding, rows, url

from auditor.model import Certainty, Exemption, FindingRow, Target
from auditor.model.number import ALPHABET, check_character, is_number, number
from auditor.plan.issue_grouping import cluster, is_exempt, issue_key, numbers


def made(findings: list[FindingRow], audited: int = 10, **options: object):  # type: ignore[no-untyped-def]
    return cluster(findings, taken={}, pages_audited=audited, cycle="2026Q4", **options)  # type: ignore[arg-type]


def test_a_template_defect_on_every_page_is_one_issue() -> None:
    found = [
        finding("axe/image-alt", n, region="banner", path="a>img", identity="logo.png") for n in range(10)
    ]

    issues = made(found)

    assert len(issues) == 1
    assert issues[0].place == "template"
    assert issues[0].pages == tuple(sorted(url(SITE, n) for n in range(10)))
    assert issues[0].count == 10


def test_two_components_of_a_template_with_one_rule_are_two_issues() -> None:
    found = [
        finding("axe/image-alt", n, region="complementary", path="ul>li>a>img", identity=name)
        for n in range(3)
        for name in ("banner_#.jpg", "saiyo.png")
    ]

    assert len(made(found)) == 2


def test_the_same_slip_on_many_pages_of_main_content_is_one_issue_of_pages() -> None:
    found = [finding("axe/image-alt", n, path="p>img", identity=f"photo{'x' * n}.jpg") for n in range(6)]

    issues = made(found)

    assert [(issue.place, len(issue.pages)) for issue in issues] == [("page", 6)]


def test_places_of_different_shape_in_main_content_are_different_issues() -> None:
    found = [finding("axe/image-alt", 1, path="p>img"), finding("axe/image-alt", 1, path="table>tr>td>img")]

    assert len(made(found)) == 2


def test_a_defect_of_style_is_one_issue_for_all_links_of_a_menu() -> None:
    found = [
        finding("axe/color-contrast", 1, region="navigation", path="ul>li>a", identity=f"/{name}/")
        for name in "abcdef"
    ]

    assert len(made(found)) == 1


def test_each_dead_address_and_each_header_is_an_issue_of_its_own() -> None:
    found = [
        finding(
            "opendata/data-link-dead", n, region="link", path="", identity=f"https://example.jp/{name}.csv"
        )
        for n in range(3)
        for name in "ab"
    ] + [
        finding("security/hsts", n, region="response", identity="strict-transport-security") for n in range(3)
    ]

    issues = made(found)

    assert sorted((issue.rule, issue.place) for issue in issues) == [
        ("opendata/data-link-dead", "page"),
        ("opendata/data-link-dead", "page"),
        ("security/hsts", "response"),
    ]


def test_two_sites_never_share_an_issue() -> None:
    assert issue_key(finding("jis/marquee", site=SITE)) != issue_key(finding("jis/marquee", site=OTHER))


def test_the_issue_speaks_with_the_surest_of_its_findings() -> None:
    found = [
        finding("axe/image-alt", 1, certainty=Certainty.REVIEW, name="a"),
        finding("axe/image-alt", 2, certainty=Certainty.DEFINITE, name="b"),
    ]

    (issue,) = made(found)

    assert issue.certainty is Certainty.DEFINITE
    assert issue.data == {"name": "b"}
    assert issue.example.url == url(SITE, 2)


def test_an_issue_only_on_excepted_pages_is_exempt_and_external() -> None:
    exemption = Exemption(f"https://www.{SITE}.metro.example.jp/page1*", "地図サービス")

    (issue,) = made([finding("axe/image-alt", 1)], exemptions=[exemption])

    assert issue.exempt
    assert issue.place == "external"


def test_an_exception_embedded_in_another_page_is_exempt_too() -> None:
    exemption = Exemption("https://map.example.jp/", "地図サービス")
    row = finding("axe/image-alt", 1, path="iframe>img")
    inside = replace(row, target=replace(row.target, frame="https://map.example.jp/embed"))

    (issue,) = made([inside], exemptions=[exemption])

    assert issue.exempt
    (shared,) = made([inside, finding("axe/image-alt", 2, path="iframe>img")], exemptions=[exemption])
    assert not shared.exempt


def test_a_focus_ring_lost_on_the_whole_site_is_one_issue_of_the_template() -> None:
    found = [
        replace(
            finding("axe/color-contrast", n, region=region, path=path),
            rule="jis/focus-invisible", key="unchanged", criteria=("2.4.7",),
        )
        for n in range(3)
        for region, path in (("banner", "a"), ("main", "ul>li>a"), ("contentinfo", "ul>li>a"))
    ]  # fmt: skip

    (issue,) = made(found, audited=40)

    assert issue.place == "template"
    assert len(issue.pages) == 3


def test_exemptions_are_prefixes_or_globs() -> None:
    exemptions = [Exemption("https://a.jp/map/", "x"), Exemption("*/video/*?play", "y")]

    assert is_exempt("https://a.jp/map/1", exemptions)
    assert is_exempt("https://b.jp/video/2?play", exemptions)
    assert not is_exempt("https://b.jp/video/2", exemptions)


def test_keys_stay_when_pages_are_added_or_removed() -> None:
    before = {issue.key for issue in made(rows())}

    fewer = {issue.key for issue in made([row for row in rows() if not row.url.endswith("page9.html")])}
    more = {
        issue.key
        for issue in made([*rows(), *(replace(row, url=row.url + "?new") for row in rows())], audited=20)
    }

    assert fewer == before
    assert more == before


@settings(max_examples=40, deadline=None)
@given(st.randoms(use_true_random=False))
def test_keys_stay_when_classes_ids_order_texts_and_snippets_change(random) -> None:  # type: ignore[no-untyped-def]
    found = rows()
    before = {issue.key: issue.number for issue in made(found)}

    mutated = [
        replace(
            row,
            data={name: value[::-1] for name, value in row.data.items()},
            target=replace(
                row.target,
                selector=f"#id{random.randrange(99)} > .c:nth-child({random.randrange(9)})"
                if row.target.selector
                else "",
                snippet="<b>" * random.randrange(5),
                box=(random.random(), 0.0, 1.0, 1.0),
            ),
        )
        for row in found
        if random.random() > 0.05
    ]
    random.shuffle(mutated)
    after = {issue.key: issue.number for issue in made(mutated)}

    kept = [key for key in after if before.get(key) == after[key]]
    assert len(kept) == len(after)
    missing_rows = len(found) - len(mutated)
    assert len(after) >= len(before) - missing_rows


def test_a_number_is_a_letter_five_characters_and_a_check_character() -> None:
    for n in range(300):
        code = number(f"key{n}")
        assert len(code) == 7
        assert code[0].isalpha()
        assert is_number(code)
        assert not set(code) & set("ILOU")


def test_a_slip_of_the_finger_is_seen() -> None:
    code = number("key")

    for position in range(7):
        for letter in ALPHABET:
            if letter != code[position]:
                assert not is_number(code[:position] + letter + code[position + 1 :])
    assert check_character("A12345") != check_character("A21345")


def test_a_collision_moves_the_new_key_and_never_the_old() -> None:
    taken = {"old": number("new")}

    result = numbers(["new", "old"], taken)

    assert result["old"] == taken["old"]
    assert result["new"] == number("new", 1)
    assert numbers(["old", "new"], taken) == result


def test_no_number_reads_as_a_month() -> None:
    taken: dict[str, str] = {}

    given_out = numbers([str(n) for n in range(3000)], taken)

    assert len(set(given_out.values())) == 3000


def test_a_finding_without_any_place_is_of_the_document() -> None:
    row = replace(finding("axe/image-alt", 1), target=Target(selector="html"))
    other = replace(row, target=Target(selector="html", region="document", identity="タイトル"))

    assert issue_key(row) == issue_key(other)
