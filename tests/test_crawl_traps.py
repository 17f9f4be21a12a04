"""Which URLs are endless, and which only look so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.crawl.traps import TrapCounts, trap
from auditor.crawl.url import canonical
from auditor.model import Fate, PageFacts

H = "https://h.jp"


def walk(urls: list[str]) -> tuple[list[str], set[Fate]]:
    """Take URLs in order as the crawl would; return what was taken and the fates of the rest."""
    counts, taken, fates = TrapCounts(2026), [], set()
    for url in urls:
        if fate := trap(H + url, counts):
            fates.add(fate)
        else:
            counts.add(H + url)
            taken.append(url)
    return taken, fates


@pytest.mark.parametrize(
    "urls",
    [
        [f"/news/{y}/{m:02}/{d:02}.html" for y in range(2005, 2027) for m in range(1, 13) for d in (1, 15)],
        [f"/hodo/{y}/{m:02}/" for y in range(2010, 2027) for m in range(1, 13)],
        [f"/detail.php?id={n}" for n in range(3000)],
        [f"/detail.php?cat={n % 7}&id={n}" for n in range(3000)],
        [f"/dl?file=R{n:06}" for n in range(300)],
        [f"/soshiki/1/1/1/{n}.html" for n in range(100)],
        ["/kodomo/kodomo/kodomo.html", "/1/2/1/2/index.html"],
        [f"/list?page={n}" for n in range(200)],
        [f"/cal?year=2026&month={m}&day={d}" for m in range(1, 13) for d in range(1, 29)],
        [f"/nenpo?year={y}" for y in range(1960, 2027)],
        ["/search?q=a&sort=date"],
        [f"/soshiki/{n}/4/" for n in range(1950, 2300)],
    ],
)
def test_ordinary_municipal_urls_are_taken(urls: list[str]) -> None:
    assert walk(urls) == (urls, set())


@pytest.mark.parametrize(
    ("urls", "most", "fate"),
    [
        ([f"/cal?year={2026 + m // 12}&month={m % 12 + 1}" for m in range(600)], 24, Fate.TRAP_CALENDAR),
        ([f"/cal?year={2026 - m // 12}&month={12 - m % 12}" for m in range(600)], 24, Fate.TRAP_CALENDAR),
        ([f"/cal?ym={y}{m:02}" for y in range(2014, 2040) for m in range(1, 13)], 24, Fate.TRAP_CALENDAR),
        ([f"/calendar/{y}/{m}/" for y in range(2000, 2060) for m in range(1, 13)], 24, Fate.TRAP_CALENDAR),
        ([f"/event/{y}-{m:02}-01" for y in range(2026, 2060) for m in range(1, 13)], 24, Fate.TRAP_CALENDAR),
        ([f"/{y}/{m:02}/" for y in range(2026, 2100) for m in range(1, 13)], 36, Fate.TRAP_CALENDAR),
        (["/calendar/7749/01/", "/cal?date=1850-01-01"], 0, Fate.TRAP_CALENDAR),
        ([f"/app/#/calendar/{y}/{m}" for y in range(2000, 2060) for m in range(1, 13)], 24, Fate.TRAP_CALENDAR),
        (["/#!" + "/a" * n for n in range(1, 20)], 2, Fate.TRAP_SEGMENTS),
        ([f"/app/#/list?q=w{'x' * n}" for n in range(80)], 50, Fate.TRAP_PARAMETERS),
        (["/#" + "".join(f"/p{n}x" for n in range(30))], 0, Fate.TRAP_DEPTH),
        (["/a" * n for n in range(1, 20)], 2, Fate.TRAP_SEGMENTS),
        (["/a/b/a/b/a/b/"], 0, Fate.TRAP_SEGMENTS),
        (["/1/2/1/2/1/2/"], 0, Fate.TRAP_SEGMENTS),
        ([f"/f?sort={n // 80}&dir={n // 40 % 2}&page={n % 40}" for n in range(99)], 54, Fate.TRAP_PARAMETERS),
        ([f"/f?token={n * 7919:032x}z" for n in range(500)], 50, Fate.TRAP_PARAMETERS),
        (["/f?" + "&".join(f"p{n}=1" for n in range(9))], 0, Fate.TRAP_PARAMETERS),
        (["/f?" + "&".join(f"a={n}" for n in range(6))], 0, Fate.TRAP_PARAMETERS),
        (["/a?id=1", "/a?id=1&print=1", "/a?sort=asc&id=1"], 1, Fate.TRAP_PARAMETERS),
        (["/a;jsessionid=1", "/b?PHPSESSID=x"], 0, Fate.TRAP_SESSION),
        (["/" + "/".join(f"x{n}" for n in range(21))], 0, Fate.TRAP_DEPTH),
    ],
)  # fmt: skip
def test_an_endless_part_of_a_site_stops_by_itself(urls: list[str], most: int, fate: Fate) -> None:
    taken, fates = walk(urls)

    assert len(taken) <= most
    assert fates == {fate}


def test_counts_rebuilt_from_stored_rows_decide_alike() -> None:
    counts = TrapCounts(2026)
    rows = [PageFacts(f"{H}/cal?y=2026&m={m}", fate=Fate.OK) for m in range(1, 13)]
    rows += [PageFacts(f"{H}/cal?y=2099&m=1", fate=Fate.TRAP_CALENDAR), PageFacts(f"{H}/?q=1", fate=None)]
    for row in rows:
        if row.fate is not Fate.TRAP_CALENDAR:
            counts.add(row.url)

    again = TrapCounts.of(rows, 2026)

    assert vars(again) == vars(counts)


@given(st.lists(st.text(alphabet="/?&=;.-0129ymdatecl年２", max_size=30), max_size=8))
def test_no_url_raises(paths: list[str]) -> None:
    counts = TrapCounts(2026)
    for path in paths:
        url = canonical(path, "https://h.jp/")
        if url and trap(url, counts) is None:
            counts.add(url)
