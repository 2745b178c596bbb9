"""The pages: every provision has its address, every link leads somewhere, nothing is lost, hidden or from elsewhere."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

from controllist import site, store
from controllist.addresses import anchor_of, page_of
from controllist.site import Site, build, shelve
from controllist.site.shell import NO_CLEARANCE, Markup, el, join

from .conftest import document, toy

NEW = "nl-semicon/2024-09-07/3B001.html"


def pages(site: Site) -> dict[str, html.HtmlElement]:
    return {path: document(site, path) for path in site.paths if path.endswith(".html")}


@pytest.fixture(scope="module")
def dutch_pages(dutch: Site) -> dict[str, html.HtmlElement]:
    return pages(dutch)


def lost_links(found: dict[str, html.HtmlElement]) -> list[str]:
    """Links to a page or a place that is not there."""
    ids = {path: set(page.xpath("//@id")) for path, page in found.items()}
    lost = []
    for path, page in found.items():
        for href in page.xpath("//a/@href"):
            parts = urlsplit(href)
            if parts.scheme:
                continue
            there = (
                posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))) if parts.path else path
            )
            if there not in ids or (parts.fragment and unquote(parts.fragment) not in ids[there]):
                lost.append(f"{path}: {href}")
    return lost


def test_every_link_leads_to_a_page_and_a_place(dutch_pages: dict[str, html.HtmlElement]) -> None:
    assert lost_links(dutch_pages) == []


def test_every_link_of_the_military_list_leads_somewhere() -> None:
    assert lost_links(pages(build(shelve(["eu-military"]), ()))) == []


def test_a_lost_link_would_be_seen(dutch_pages: dict[str, html.HtmlElement]) -> None:
    page = html.document_fromstring('<a href="nowhere.html">x</a><a href="#nowhere">y</a>')
    assert len(lost_links({**dutch_pages, "odd.html": page})) == 2


@pytest.mark.parametrize("address", [str(a) for a in store.editions("nl-semicon")])
def test_every_node_has_its_place_with_its_words(dutch_pages: dict[str, html.HtmlElement], address: str) -> None:
    edition = store.load(address)
    for node in edition.nodes:
        page = dutch_pages[f"{edition.list}/{edition.applies_from}/{page_of(node.code)}"]
        place = page.get_element_by_id(anchor_of(node.code))
        told = place.getparent().text_content() if place.tag == "h1" else place.text_content()
        assert "".join(node.text.split()) in "".join(told.split()).replace("⁶", "^6"), node.code


def test_names_of_places_are_used_once(dutch_pages: dict[str, html.HtmlElement]) -> None:
    for path, page in dutch_pages.items():
        twice = [name for name, times in Counter(page.xpath("//@id")).items() if times > 1]
        assert not twice, path


def test_a_screen_reader_finds_its_way(dutch_pages: dict[str, html.HtmlElement]) -> None:
    for path, page in dutch_pages.items():
        assert page.get("lang") == "en", path
        assert page.findtext(".//title"), path
        assert len(page.xpath("//h1")) == 1, path
        levels = [int(h.tag[1]) for h in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
        assert all(later - earlier <= 1 for earlier, later in pairwise(levels)), (path, levels)
        first = page.xpath("//body//*[self::a or self::input or self::button or self::select]")[0]
        assert first.get("href") == "#content", path
        assert len(page.xpath("//main[@id='content']")) == 1, path
        assert all(n.get("aria-label") for n in page.iter("nav")), path
        for control in page.xpath("//input | //select"):
            assert page.xpath(f"//label[@for='{control.get('id')}']"), path
        assert page.xpath("//*[@role='status'][@aria-live='polite']"), path


def test_nothing_comes_from_another_host(dutch_pages: dict[str, html.HtmlElement]) -> None:
    for path, page in dutch_pages.items():
        loaded = page.xpath("//script/@src | //link/@href | //img/@src")
        assert loaded, path
        assert all(not urlsplit(one).netloc for one in loaded), path
        assert not page.xpath("//style | //*[@style] | //script[not(@src)]"), path
        assert not page.xpath("//@*[starts-with(name(), 'on')]"), path
        policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
        assert policy.startswith("default-src 'none'"), path
        assert "unsafe" not in policy, path


def test_every_page_says_what_is_not_covered(dutch_pages: dict[str, html.HtmlElement]) -> None:
    for path, page in dutch_pages.items():
        footer = page.find(".//footer").text_content()
        assert NO_CLEARANCE in footer, path
        assert "Annex IV" in footer, path


def test_style_and_script_ask_for_nothing(dutch: Site) -> None:
    style, script = dutch.page("site.css").decode(), dutch.page("site.js").decode()
    assert "url(" not in style
    assert "@import" not in style
    assert "://" not in script
    assert "innerHTML" not in script
    assert "fetch(" not in script


def test_the_basis_of_a_line_stands_beside_it(dutch_pages: dict[str, html.HtmlElement]) -> None:
    place = dutch_pages[NEW].get_element_by_id(anchor_of("3B001.f.4#part.2.3"))
    basis = place.xpath("./div[@class='words']/details[@class='basis']")[0]
    assert basis.findtext("summary") == "wording inferred"
    assert "TWINSCAN" in basis.text_content()
    assert "the text of the Dutch annex has not been seen" in dutch_pages[NEW].text_content()


def test_items_fold_under_how_they_combine(dutch_pages: dict[str, html.HtmlElement]) -> None:
    place = dutch_pages[NEW].get_element_by_id(anchor_of("3B001.f.4#part.2"))
    assert place.findtext("./details/summary") == "all of 3 below"
    assert place.find("./details").get("open") is not None


def test_the_dutch_extension_is_told_side_by_side(dutch_pages: dict[str, html.HtmlElement]) -> None:
    page = dutch_pages["compare/nl-semicon/2023-09-01-to-2024-09-07.html"]
    row = page.xpath("//section[@id='3B001']//article")[0]
    assert row.get("data-effect") == "wider"
    assert "▲ wider" in row.text_content()
    old, new = row.xpath(".//div[@class='sides']/div")
    assert old.findtext("p") == "2023-09-01"
    assert [d.text for d in old.iter("del")] == ["1.50"]
    assert [i.text for i in new.iter("ins")] == ["2.40"]
    assert "dedicated chuck overlay" in old.text_content()


def test_the_history_of_a_provision_goes_back_and_to_other_lists(dutch_pages: dict[str, html.HtmlElement]) -> None:
    told = dutch_pages["nl-semicon/2025-04-01/3B001.html"].xpath("//h2[@id='history']/following-sibling::*")
    text = " ".join(" ".join(e.text_content().split()) for e in told)
    assert text.index("2025-04-01: 3B001") < text.index("2024-09-07: 3B001") < text.index("2023-09-01: 3B001")
    assert "nl-semicon:3B001.f.4 → eu-dual-use:3B501.f.1.b (part)" in text


def test_a_mark_in_the_tree_leads_to_the_change(dutch_pages: dict[str, html.HtmlElement]) -> None:
    page = dutch_pages[NEW]
    mark = page.get_element_by_id(anchor_of("3B001.f.4#part.2.3")).xpath("./div[@class='words']/a[@class='changed']")[0]
    assert "wider" in mark.text_content()
    assert page.get_element_by_id(mark.get("href")[1:]).tag == "article"


def test_pages_are_the_same_each_time(dutch: Site) -> None:
    again = build(shelve(["nl-semicon"]), ())
    for path in dutch.paths:
        if not path.startswith("data/terms"):
            assert dutch.page(path) == again.page(path), path


STRANGE = """\
2 | heading | materials <i>processing</i>
2B | heading | equipment
2B901 | list | pots & pans <script>alert(1)</script> of 10^6 W
.a | | "stock pots" > 20 l, see 2B901.b
.b | | lids
"stock pots"#definition | definition | pots with a lid </main>
"""


def test_words_of_an_edition_stay_words(site_of: Callable[..., Site]) -> None:
    site = site_of(toy(STRANGE, cautions=('mind the "<b>"',)))
    for path, page in pages(site).items():
        assert len(page.xpath("//script")) == 1, path
        assert not re.search(r"\bfree\b", page.text_content(), re.IGNORECASE), path
        assert len(page.xpath("//main")) == 1, path
        assert not page.xpath("//main//i[text()='processing']"), path
    entry = document(site, "eu-dual-use/2024-01-01/2B901.html")
    assert entry.xpath("//div[@class='lead']/p")[0].text_content() == "pots & pans <script>alert(1)</script> of 10⁶ W"
    assert 'mind the "<b>"' in entry.text_content()


def test_terms_and_places_lead_on_and_figures_stand_out(site_of: Callable[..., Site]) -> None:
    entry = document(site_of(toy(STRANGE)), "eu-dual-use/2024-01-01/2B901.html")
    line = entry.get_element_by_id("2B901.a").find("div")
    assert [(a.get("class"), a.get("href")) for a in line.iter("a")] == [
        ("code", "#2B901.a"),
        ("term", "definitions.html#stock_pots--definition"),
        ("ref", "#2B901.b"),
    ]
    assert [b.text for b in line.iter("b")] == ["> 20 l"]
    # The meaning is at hand on the page itself.
    assert entry.xpath("//dl[@class='terms']/dd")[0].text == "pots with a lid </main>"


def test_a_branch_that_came_whole_is_told_once_with_all_that_is_below(site_of: Callable[..., Site]) -> None:
    before = toy("2B901 | list | pots\n.a | | lids of iron\n")
    after = toy(
        "2B901 | list | pots\n.a | | lids of iron\n.b | list | sieves of wire\n.b.1 | | fine\n.b.2 | | coarse\n",
        "2025-01-01",
    )
    page = document(site_of(before, after), "compare/eu-dual-use/2024-01-01-to-2025-01-01.html")
    assert len(page.xpath("//article")) == 1
    assert [li.text_content() for li in page.xpath("//article/details//li")] == ["2B901.b.1 fine", "2B901.b.2 coarse"]


def test_digest_and_official_wording_are_not_compared(site_of: Callable[..., Site]) -> None:
    site = site_of(toy("2B901 | | pots\n"), toy("2B901 | | vessels\n", "2025-01-01", wording="official"))
    assert not [path for path in site.paths if path.startswith("compare/eu")]
    page = document(site, "eu-dual-use/2025-01-01/2B901.html")
    assert "In other editions" not in page.text_content()
    assert "official wording" in page.text_content()


def test_an_edition_of_ones_own_stands_in_for_the_shipped_one() -> None:
    own = toy("3B001 | | scanners of my own\n", "2024-09-07", wording="official")
    own = type(own)(
        **{**{f: getattr(own, f) for f in ("language", "wording", "nodes", "applies_from")}, "list": "nl-semicon"}
    )
    shelf = shelve(["nl-semicon"], [own])[0]
    assert [e.wording for e in shelf.editions] == ["digest", "official", "digest"]
    assert [(o.applies_from, n.applies_from) for o, n in shelf.pairs] == [("2023-09-01", "2025-04-01")]


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (el("p", "a < b"), "<p>a &lt; b</p>"),
        (el("a", "x", href='"><script>'), '<a href="&quot;&gt;&lt;script&gt;">x</a>'),
        (el("p", None, ["a", [el("b", "&")]]), "<p>a<b>&amp;</b></p>"),
        (join("<", Markup("<br>")), "&lt;<br>"),
        (el("input", disabled=True, hidden=False, id=None), "<input disabled>"),
    ],
)
def test_markup_escapes_all_but_markup(made: str, expected: str) -> None:
    assert made == expected


def test_assets_are_shipped_with_the_package() -> None:
    folder = Path(site.__file__).parent / "assets"
    assert {p.name for p in folder.iterdir()} == {"site.css", "site.js"}
