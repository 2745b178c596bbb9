"""A headless Chromium with a profile of its own, a whole site in a folder, and what no page may do."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from controllist import lexicon
from controllist.site import build, shelve
from controllist.site.building import write_site

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

DESKTOP, PHONE = (1280, 900), (360, 740)
SWITCHES = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)


class Browser:
    """The driver with what the tests ask of it."""

    def __init__(self, driver: Chrome) -> None:
        self.driver = driver

    def open(self, address: str, size: tuple[int, int] = DESKTOP, *, dark: bool = False, media: str = "") -> None:
        """Go to an address as a new page, at this size and in this colour scheme."""
        self.cdp("Page.navigate", url="about:blank")
        width, height = size
        self.cdp(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.cdp("Emulation.setEmulatedMedia", media=media, features=[scheme])
        self.driver.get(address)

    def cdp(self, command: str, **arguments: Any) -> Any:
        return self.driver.execute_cdp_cmd(command, arguments)

    def run(self, script: str, *arguments: Any) -> Any:
        return self.driver.execute_script(script, *arguments)

    def wait(self, script: str, *arguments: Any) -> Any:
        """The value of an expression that is a promise."""
        return self.driver.execute_async_script(
            f"const done = arguments[arguments.length - 1]; const a = arguments; Promise.resolve({script}).then(done)",
            *arguments,
        )

    def until(self, expression: str) -> Any:
        """Wait until an expression is true, and give its value."""
        from selenium.webdriver.support.wait import WebDriverWait

        return WebDriverWait(self.driver, 60).until(lambda d: d.execute_script(f"return {expression}"), expression)

    def one(self, selector: str) -> Any:
        return self.driver.find_element("css selector", selector)

    def all(self, selector: str) -> list[Any]:
        return list(self.driver.find_elements("css selector", selector))

    def press(self, *keys: str) -> None:
        from selenium.webdriver import ActionChains

        ActionChains(self.driver).send_keys(*keys).perform()

    def asked_for(self) -> list[str]:
        """The addresses that were asked for since the last look."""
        events = [json.loads(row["message"])["message"] for row in self.driver.get_log("performance")]
        return [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]

    def complaints(self) -> list[str]:
        """What the console was told since the last look."""
        return [f"{row['level']}: {row['message']}" for row in self.driver.get_log("browser")]


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed: `make test-extras`")
    binary = shutil.which("chromium") or shutil.which("chromium-browser")
    driver_path = shutil.which("chromedriver")
    if binary is None or driver_path is None:
        pytest.skip("Chromium and its driver are not installed (Debian: chromium, chromium-driver)")
    os.environ.update(SE_OFFLINE="true", SE_AVOID_STATS="true")
    options = webdriver.ChromeOptions()
    options.binary_location = binary
    for switch in (*SWITCHES, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(switch)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver_path))
    driver.set_script_timeout(120)
    driver.set_page_load_timeout(120)
    yield Browser(driver)
    driver.quit()


@pytest.fixture
def browser(chromium: Browser) -> Iterator[Browser]:
    """The browser; after each test no page may have complained or asked another host for anything."""
    chromium.cdp("Emulation.setScriptExecutionDisabled", value=False)
    chromium.asked_for(), chromium.complaints()
    yield chromium
    strange = [url for url in chromium.asked_for() if not is_here(url)]
    assert not strange
    assert not chromium.complaints()


def is_here(url: str) -> bool:
    """Whether an address is on this machine."""
    parts = urlsplit(url)
    return parts.scheme in ("file", "data", "about") or parts.hostname == "127.0.0.1"


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of all shipped editions."""
    place = tmp_path_factory.mktemp("pages") / "site"
    write_site(build(shelve(), lexicon.read_files(lexicon.shipped_files())), place)
    return place


@pytest.fixture(scope="session")
def at(folder: Path) -> Callable[[str], str]:
    """The address of a page of that site."""
    return lambda path: f"{folder.as_uri()}/{path}"


@pytest.fixture(scope="session")
def contrasts() -> str:
    """A script that measures every text that is shown against the colour behind it; large ones need 3, others 4.5."""
    return """
const channels = (text) => text.match(/[\\d.]+/g).map(Number);
const light = ([r, g, b]) => {
  const [x, y, z] = [r, g, b].map((c) => (c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * x + 0.7152 * y + 0.0722 * z;
};
const behind = (element) => {
  for (let at = element; at; at = at.parentElement) {
    const colour = channels(getComputedStyle(at).backgroundColor);
    if (colour.length < 4 || colour[3] === 1) return colour;
    if (colour[3] !== 0) throw new Error(`half see-through: ${at.outerHTML.slice(0, 80)}`);
  }
  return [255, 255, 255];
};
const faint = [];
let looked_at = 0;
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const element = walker.currentNode.parentElement;
  if (!walker.currentNode.data.trim() || !element.checkVisibility()) continue;
  if (['SCRIPT', 'NOSCRIPT', 'OPTION'].includes(element.tagName)) continue;
  const style = getComputedStyle(element);
  const words = element instanceof SVGElement ? style.fill : style.color;
  const [low, high] = [light(channels(words)), light(behind(element))].sort((a, b) => a - b);
  const ratio = (high + 0.05) / (low + 0.05);
  const size = parseFloat(style.fontSize);
  const large = size >= 24 || (size >= 18.66 && parseInt(style.fontWeight, 10) >= 700);
  looked_at += 1;
  if (ratio < (large ? 3 : 4.5)) faint.push([ratio.toFixed(2), words, walker.currentNode.data.trim().slice(0, 40)]);
}
return {faint, looked_at};
"""
