"""The site as a person meets it: search, fold, compare, deep links, keyboard, phone, dark, print, without script."""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable

import pytest

from controllist import lexicon
from controllist.index.vocabulary import build_vocabulary
from controllist.index.words import key, plain, words
from controllist.site import build, shelve
from controllist.site.serving import LOOPBACK, server

from .conftest import PHONE, Browser, is_here

Keys = pytest.importorskip("selenium.webdriver", reason="selenium is not installed: `make test-extras`").Keys

At = Callable[[str], str]
EDITION = "eu-dual-use/2025-11-15"
KINDS_OF_PAGES = (
    "index.html",
    "compare/index.html",
    f"{EDITION}/index.html",
    f"{EDITION}/3B501.html#3B501.f.1.b",
    f"{EDITION}/definitions.html",
    f"{EDITION}/general.html",
    "eu-military/2024-02-19/ML10.html",
    "nl-semicon/2024-09-07/3B001.html",
    "compare/nl-semicon/2023-09-01-to-2024-09-07.html",
)


def ask(browser: Browser, query: str) -> list[str]:
    """Type into the search field; the codes found."""
    field = browser.one("#q")
    field.clear()
    field.send_keys(query)
    browser.until("/Searched:|could not/.test(document.getElementById('status').textContent)")
    browser.until(f"document.getElementById('q').value === {query!r}")
    # The answer is that to the last letter.
    browser.wait("new Promise((done) => setTimeout(done, 300))")
    return [a.text for a in browser.all("#found > li > a")]


@pytest.mark.parametrize(
    ("query", "code", "why"),
    [
        ("kogelkraan", "2B350.g", "“kogelkraan” is a Dutch trade word for “ball valve”"),
        ("Kugelhahn", "2B350.g", "“Kugelhahn” is a German trade word for “ball valve”"),
        ("kogelkr", "2B350.g", "begins or forms the Dutch trade word"),
        ("hogedrukkogelkraan", "2B350.g", "(part of “hogedrukkogelkraan”)"),
        ("dedicated chuck overlay", "3B501.f.1.b.3", "“overlay” stands in the text"),
        ("7719-12-2", "1C350.7", ""),
        ("3b501f1b", "3B501.f.1.b", ""),
        ("ml10c", "ML10.c", ""),
    ],
)
def test_search_finds_and_says_why(browser: Browser, at: At, query: str, code: str, why: str) -> None:
    browser.open(at("index.html"))
    assert code in ask(browser, query)[:3]
    assert why in browser.one("#found").text
    assert "eu-dual-use@2025-11-15" in browser.one("#status").text


def test_a_search_without_result_is_no_clearance(browser: Browser, at: At) -> None:
    browser.open(at("index.html"))
    assert ask(browser, "qwxyzzq") == []
    assert "no statement that no licence is needed" in browser.one("#status").text
    assert "Not known here: qwxyzzq" in browser.one("#status").text


@pytest.mark.parametrize(
    ("typed", "meant", "code"),
    [
        ("kogelkaan", "kogelkraan", "2B350.g"),
        ("kogelkraan flourpolymeer", "kogelkraan fluorpolymeer", "2B350.g"),  # letters in each other's place
        ("turbomoleculiare pomp", "turbomoleculaire pomp", "2B231"),  # a compound, of which parts are known
    ],
)
def test_a_slip_gets_a_suggestion_that_can_be_taken(
    browser: Browser, at: At, typed: str, meant: str, code: str
) -> None:
    browser.open(at("index.html"))
    ask(browser, typed)
    button = browser.one("#meant button")
    assert button.text == meant
    button.click()
    browser.until(f"document.querySelector('#found').textContent.includes({code!r})")
    browser.until("document.getElementById('meant') === null")
    assert browser.one("#q").get_attribute("value") == meant


def test_a_word_like_none_gets_no_suggestion(browser: Browser, at: At) -> None:
    browser.open(at("index.html"))
    ask(browser, "qwxyzzq")
    assert browser.all("#meant") == []


def test_an_address_can_hold_a_search_and_a_result_leads_to_its_place(browser: Browser, at: At) -> None:
    browser.open(at("index.html?q=kogelkraan"))
    browser.until("document.querySelectorAll('#found > li > a').length")
    browser.one("#found > li > a").click()
    browser.until("location.pathname.endsWith('2B350.html')")
    assert browser.until("document.querySelector(':target')?.id") == "2B350.g"


def test_an_older_edition_is_searched_on_its_pages(browser: Browser, at: At) -> None:
    browser.open(at("eu-dual-use/2021-09-09/3B001.html"))
    ask(browser, "lithography")
    assert "Searched: eu-dual-use@2021-09-09." in browser.one("#status").text


def test_every_result_leads_to_a_place(browser: Browser, at: At) -> None:
    browser.open(at("index.html"))
    ask(browser, "laser")
    found = [a.get_attribute("href") for a in browser.all("#found > li > a")]
    assert len(found) > 10
    for address in found[:8]:
        browser.open(address)
        assert browser.run("return document.querySelector(':target') !== null"), address


def test_the_browser_spells_as_the_program_does(browser: Browser, at: At) -> None:
    concepts = lexicon.read_files(lexicon.shipped_files())
    found = sorted({w.text for c in concepts for terms in c.terms.values() for t in terms for w in words(t)})
    assert len(found) > 20_000
    found += ["Straße", "cœur", "Ångström", "ISO9001", "ÉTÉ", "ﬁne", "10⁶", "x²"]
    browser.open(at("index.html"))
    told = browser.wait("controllist.spelling().then((s) => a[0].map((w) => [s.key(w), s.plain(w)]))", found)
    differing = [(w, k, key(w)) for w, (k, p) in zip(found, told, strict=True) if (k, p) != (key(w), plain(w))]
    assert not differing, differing[:10]


def test_the_browser_cuts_words_as_the_program_does(browser: Browser, at: At) -> None:
    texts = ["CAS 7719-12-2, 1.5 kW (10⁶ W)", "F-16 2000i NXT:1980Di", "l'eau à 3,5 °C", "a_b 12-34-5678", "µm Ω 5x"]
    browser.open(at("index.html"))
    script = "controllist.spelling().then((s) => a[0].map((t) => s.words(t).map((w) => [w.text, w.sort])))"
    told = browser.wait(script, texts)
    assert told == [[[w.text, w.sort] for w in words(t)] for t in texts]


def test_trade_words_of_the_program_are_found(browser: Browser, at: At) -> None:
    """Every fiftieth term of a concept with one code in the dual-use list finds that code or one above it."""
    concepts = [c for c in lexicon.read_files(lexicon.shipped_files()) if len(c.codes) == 1 and not c.flags]
    terms = [
        (term, c.codes[0][1])
        for c in concepts
        if c.codes[0][0] == "eu-dual-use"
        for language in ("en", "nl", "de", "fr")
        for term in c.terms[language][:1]
    ][::50]
    assert len(terms) > 50
    assert build_vocabulary(concepts[:1]).concepts
    browser.open(at("index.html"))
    script = "Promise.all(a[0].map((t) => controllist.search(t).then((r) => r.found.map((f) => f.code))))"
    told = browser.wait(script, [term for term, _ in terms])
    missed = [(t, code, codes[:3]) for (t, code), codes in zip(terms, told, strict=True) if not _leads(code, codes)]
    assert not missed


def _leads(code: str, found: list[str]) -> bool:
    return any(code == one or code.startswith((f"{one}.", f"{one}#")) for one in found)


def test_folding(browser: Browser, at: At) -> None:
    browser.open(at(f"{EDITION}/3B501.html"))
    shown = "document.getElementById('3B501.f.1.b.3').checkVisibility()"
    assert browser.run(f"return {shown}")
    fold, unfold = browser.all(".fold button")
    fold.click()
    assert not browser.run(f"return {shown}")
    unfold.click()
    assert browser.run(f"return {shown}")
    # One branch by the keyboard.
    browser.run("document.querySelector('[id=\"3B501.f.1.b\"] > details > summary').focus()")
    browser.press(Keys.ENTER)
    assert not browser.run(f"return {shown}")


def test_a_deep_link_opens_what_is_folded(browser: Browser, at: At) -> None:
    browser.open(at(f"{EDITION}/3B501.html"))
    browser.all(".fold button")[0].click()
    browser.run("location.hash = '#3B501.f.1.b.3'")
    browser.until("document.getElementById('3B501.f.1.b.3').checkVisibility()")
    browser.open(at(f"{EDITION}/3B501.html#3B501.f.1.b--technical-note.2"))
    box = browser.run("return document.querySelector(':target').getBoundingClientRect().toJSON()")
    assert 0 <= box["top"] < 900


def test_terms_show_their_meaning_beside_them(browser: Browser, at: At) -> None:
    browser.open(at(f"{EDITION}/3B501.html"))
    browser.run("document.querySelector('[id=\"3B501.f.1.b.3\"] a.term').focus()")
    assert "aligns a new pattern" in browser.one("#meaning").text
    assert browser.run("return document.activeElement.getAttribute('aria-describedby')") == "meaning"
    browser.press(Keys.ESCAPE)
    assert not browser.one("#meaning").is_displayed()


def test_two_editions_stand_side_by_side_with_their_direction(browser: Browser, at: At) -> None:
    page = at("compare/eu-dual-use/2021-09-09-to-2025-11-15.html")
    browser.open(f"{page}#3B501")
    left, right = browser.all("section[id='3B501'] .sides > div")[:2]
    assert left.location["y"] == right.location["y"]
    assert left.location["x"] < right.location["x"]
    assert "▲ wider" in browser.one("section[id='3B501'] h4").text
    choice = browser.one("#effect")
    for value, word in (("wider", "▲ wider"), ("narrower", "▼ narrower"), ("undecided", "? direction undecided")):
        browser.run("arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('change'))", choice, value)
        visible = browser.run(
            "return [...document.querySelectorAll('article')].filter((a) => !a.hidden)"
            ".map((a) => a.querySelector('.mark').textContent)"
        )
        assert visible
        assert set(visible) == {word}
        assert browser.one("#shown").text == f"{len(visible)} shown"


def test_a_correction_is_told_apart(browser: Browser, at: At) -> None:
    browser.open(at(f"{EDITION}/3B501.html#history"))
    history = browser.run("return document.querySelector('main').innerText")
    assert "2025-11-15, as first published" in history
    assert "2025-11-15, corrected" in history


FOCUSED = """
const at = document.activeElement;
const style = getComputedStyle(at);
const box = at.getBoundingClientRect();
return [at === document.body, at.tagName, at.textContent.slice(0, 40), style.outlineStyle !== 'none'
  && parseFloat(style.outlineWidth) >= 1, box.width > 0 && box.height > 0 && box.right > 0];
"""
REACHABLE = """
return [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')]
  .filter((e) => e.checkVisibility({visibilityProperty: true})).length;
"""


@pytest.mark.parametrize("path", [*KINDS_OF_PAGES[-2:], KINDS_OF_PAGES[0]])
def test_every_control_is_reached_by_the_keyboard_and_seen(browser: Browser, at: At, path: str) -> None:
    browser.open(at(path))
    wanted = browser.run(REACHABLE)
    seen = 0
    browser.press(Keys.TAB)
    assert browser.run("return document.activeElement.className") == "skip"
    while True:
        left, tag, text, outlined, visible = browser.run(FOCUSED)
        if left or seen > wanted + 2:
            break
        seen += 1
        assert outlined, (tag, text)
        assert visible, (tag, text)
        browser.press(Keys.TAB)
    assert seen == wanted > 10


def test_the_keyboard_alone_finds_and_goes(browser: Browser, at: At) -> None:
    browser.open(at("index.html"))
    browser.press(Keys.TAB, Keys.ENTER)
    assert browser.run("return document.activeElement.id") == "content"
    browser.run("document.activeElement.blur()")
    browser.open(at("index.html"))
    browser.run("document.querySelector('header nav li:last-child a').focus()")
    browser.press(Keys.TAB)
    assert browser.run("return document.activeElement.id") == "q"
    browser.press("kogelkraan")
    browser.until("document.querySelectorAll('#found > li > a').length")
    browser.press(Keys.ARROW_DOWN)
    assert browser.run("return document.activeElement.textContent") == "2B350.g"
    browser.press(Keys.ESCAPE)
    assert browser.run("return document.activeElement.id") == "q"
    assert not browser.one("#results").is_displayed()
    browser.press("kogelkraan")
    browser.until("document.querySelectorAll('#found > li > a').length")
    browser.press(Keys.ARROW_DOWN, Keys.ENTER)
    browser.until("location.pathname.endsWith('2B350.html')")


@pytest.mark.parametrize("path", KINDS_OF_PAGES)
def test_a_phone_needs_no_sideways_scrolling(browser: Browser, at: At, path: str) -> None:
    browser.open(at(path), PHONE)
    width, whole = browser.run("const e = document.documentElement; return [e.clientWidth, e.scrollWidth]")
    assert whole <= width == PHONE[0]


def test_a_search_on_a_phone_stays_within_it(browser: Browser, at: At) -> None:
    browser.open(at("index.html"), PHONE)
    ask(browser, "laser")
    width, whole = browser.run("const e = document.documentElement; return [e.clientWidth, e.scrollWidth]")
    assert whole <= width


@pytest.mark.parametrize("path", KINDS_OF_PAGES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_words_have_contrast(browser: Browser, at: At, contrasts: str, path: str, dark: bool) -> None:
    browser.open(at(path), dark=dark)
    told = browser.run(contrasts)
    assert told["looked_at"] > 10
    assert not told["faint"], told["faint"][:5]
    paper = browser.run("return getComputedStyle(document.body).backgroundColor")
    assert (paper == "rgb(255, 255, 255)") is not dark


def test_results_have_contrast(browser: Browser, at: At, contrasts: str) -> None:
    for dark in (False, True):
        browser.open(at("index.html"), dark=dark)
        ask(browser, "lithography")
        assert not browser.run(contrasts)["faint"]


def test_on_paper_nothing_is_folded_and_no_control_is_left(browser: Browser, at: At) -> None:
    browser.open(at("nl-semicon/2024-09-07/3B001.html"), media="print")
    assert not browser.one("#search").is_displayed()
    assert not browser.one(".fold").is_displayed()
    assert browser.run("return document.querySelector('details.basis p').checkVisibility()")
    printed = base64.b64decode(browser.cdp("Page.printToPDF", printBackground=True)["data"])
    assert printed.startswith(b"%PDF")


def test_without_script_pages_are_read_and_fold(browser: Browser, at: At) -> None:
    browser.cdp("Emulation.setScriptExecutionDisabled", value=True)
    browser.open(at("nl-semicon/2024-09-07/3B001.html"))
    assert not browser.one("#search").is_displayed()
    line = browser.one("[id='3B001.f.4--part.2.3']")
    assert line.is_displayed()
    browser.one("[id='3B001.f.4--part.2'] > details > summary").click()
    assert not line.is_displayed()


def test_browse_serves_the_same_under_its_policy(browser: Browser) -> None:
    site = build(shelve(), lexicon.read_files(lexicon.shipped_files()))
    with server(site) as serving:
        thread = threading.Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        browser.open(f"http://{LOOPBACK}:{serving.server_port}/index.html")
        assert "2B350.g" in ask(browser, "kogelkraan")
        browser.one("#found > li > a").click()
        browser.until("document.querySelector(':target')?.id === '2B350.g'")
        assert all(is_here(url) for url in browser.asked_for())
        serving.shutdown()
        thread.join()


def test_another_host_would_be_seen(chromium: Browser) -> None:
    """The watch over requests sees what a page asks for."""
    chromium.asked_for()
    chromium.open("data:text/html,<img src='http://lists.invalid/x.png'>")
    chromium.wait("new Promise((done) => setTimeout(done, 200))")
    assert [url for url in chromium.asked_for() if not is_here(url)] == ["http://lists.invalid/x.png"]
    chromium.complaints()
