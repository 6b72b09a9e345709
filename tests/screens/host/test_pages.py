"""The sheet of codes, the list of inputs, and the files around the screens."""

import json
import re

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from app.inputs import Tone
from screens.host.code128 import QUIET_MODULES, modules, svg
from screens.host.pages import scans_html
from tests.screens.host.calling import ASSETS, call, host
from tests.screens.host.memory_door import MemoryDoor

WEB = ASSETS / "web"


def drawn(bars: str, scale: int = 3) -> Image.Image:
    """The bars as a picture with quiet zones."""
    picture = Image.new("L", (len(bars) + 2 * QUIET_MODULES, 40), 255)
    for place, bar in enumerate(bars):
        if bar == "1":
            picture.paste(0, (place + QUIET_MODULES, 0, place + QUIET_MODULES + 1, 40))
    return picture.resize((picture.width * scale, picture.height * scale), Image.Resampling.NEAREST)


@settings(deadline=None)
@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=2, max_size=40))
def test_what_is_drawn_is_what_a_scanner_reads(code: str) -> None:
    """
    A code on the sheet reads as itself, whatever is in it.
    """
    read = zxingcpp.read_barcodes(drawn(modules(code)), text_mode=zxingcpp.TextMode.Plain)
    assert [found.text for found in read] == [code]


def test_gs_is_drawn_as_the_separator_of_gs1() -> None:
    """
    The self-test needs a code whose separator a scanner really sends.
    """
    [found] = zxingcpp.read_barcodes(drawn(modules("\x1d10LOT\x1d21X")), text_mode=zxingcpp.TextMode.Plain)
    assert (found.text, found.symbology_identifier) == ("10LOT\x1d21X", "]C1")


def test_the_drawing_has_the_bars_and_its_quiet_zones() -> None:
    """
    Black on white, on whole pixels, with room at both ends.
    """
    drawing = svg("BADGE-1001", module_px=2, height_px=50)
    black = sum(int(width) for width in re.findall(r"0h(\d+)v", drawing))
    assert black == 2 * modules("BADGE-1001").count("1")
    assert f'width="{2 * (len(modules("BADGE-1001")) + 2 * QUIET_MODULES)}"' in drawing


@pytest.mark.parametrize("code", ["", "Ü", "a\x02b"])
def test_what_the_bars_cannot_hold_is_said(code: str) -> None:
    """
    No bars rather than wrong ones.
    """
    with pytest.raises(ValueError, match="cannot hold"):
        modules(code)


def test_the_sheet_shows_every_code_with_its_words() -> None:
    """
    Grouped, in bars and in letters; a code without bars can still be typed.
    """
    page = call(host(MemoryDoor()), "GET", "/demo").text
    assert page.count("<svg") == 2
    for shown in ("Badges", "Products", "BADGE-1001", "Amira Yılmaz", "Tent &lt;two&gt;", "<code>Ü</code>"):
        assert shown in page


def test_the_last_inputs_are_shown_newest_first_and_harmless() -> None:
    """
    Codes come from anywhere: they are text on the page, and GS is seen.
    """
    door = MemoryDoor()
    door.codes = ["<script>", "01\x1d10"]
    page = call(host(door), "GET", "/scans?desk=main").text
    assert "<script>" not in page
    assert page.index('01<span class="sign">GS</span>10') < page.index("&lt;script&gt;")


def test_support_sees_when_and_what_became_of_it() -> None:
    """
    What matters comes first, whatever else a device knows of an input; a refusal stands out by a word and a colour.
    """
    row = {"scan_id": "s1", "at_ms": 1_795_613_367_071, "extra": 1, "raw": "NO-1", "outcome": "refused"}
    page = scans_html("main", [row])
    assert (
        page.index("2026-11-25 13:29:27.071")
        < page.index("NO-1")
        < page.index("refused</td>")
        < page.index("s1")
    )
    assert '<tr class="refused">' in page


def test_files_are_asked_for_again_after_an_upgrade() -> None:
    """
    A browser must not keep an old client.
    """
    app = host(MemoryDoor())
    for path in ("/", "/wedge.js", "/fonts/Inter-Bold.ttf", "/main.dart.mjs"):
        reply = call(app, "GET", path)
        assert (reply.status_code, reply.headers["cache-control"]) == (200, "no-cache")


def test_the_keys_are_listened_to_before_flutter_is_there() -> None:
    """
    The order of the scripts is what keeps a scan away from the buttons; nothing comes from another machine.
    """
    page = call(host(MemoryDoor()), "GET", "/").text
    names = ["words", "tones", "band", "door", "wedge", "net", "flutter_bootstrap"]
    places = [page.index("gangwayEarly"), *(page.index(f'src="{name}.js"') for name in names)]
    assert places == sorted(places)
    assert "flet.noCdn=true" in page
    assert not re.findall(r'(?:src|href)="https?:', page)


def tones() -> dict[str, dict[str, object]]:
    script = (WEB / "tones.js").read_text()
    table: dict[str, dict[str, object]] = json.loads(script[script.index("{") : script.index("};") + 1])
    return table


def test_every_tone_is_its_own() -> None:
    """
    Every kind of answer can be told by ear and by hand; "waiting" is one more.
    """
    assert set(tones()) == {*Tone, "waiting"}
    heard = [json.dumps(tone["notes"]) for tone in tones().values()]
    felt = [json.dumps(tone["vibrate"]) for tone in tones().values()]
    assert len(set(heard)) == len(heard)
    assert len(set(felt)) == len(felt)


def test_the_table_of_tones_is_what_is_played() -> None:
    """
    What people read about the tones is what they hear.
    """
    rows = {}
    for line in (WEB / "README.md").read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 5 and cells[0].strip("`") in tones():
            notes = [[int(hz), int(ms)] for hz, ms in re.findall(r"(\d+) for (\d+)", cells[2])]
            felt = [int(ms) for ms in cells[4].split(", ")]
            rows[cells[0].strip("`")] = {"wave": cells[3], "notes": notes, "vibrate": felt}
    assert rows == tones()


def test_the_page_has_all_its_words_in_every_language() -> None:
    """
    The band speaks when the device does not, so its words come with the page.
    """
    script = (WEB / "words.js").read_text()
    english, german = re.findall(r"    (?:en|de): \{(.*?)\n    \}", script, re.DOTALL)
    ids = [re.findall(r"^      (\w+):", part, re.MULTILINE) for part in (english, german)]
    assert ids[0] == ids[1] != []


def test_an_unknown_address_is_not_the_start_page() -> None:
    """
    Whoever mistypes an address is told that there is nothing, instead of getting screens in a strange place.
    """
    for path in ("/nothing", "/demo/nothing", "/scan.html", "/door/nothing"):
        answer = call(host(MemoryDoor()), "GET", path)
        assert answer.status_code == 404, path
        assert answer.headers["content-type"] == "application/problem+json"
    assert call(host(MemoryDoor()), "GET", "/").status_code == 200
    assert call(host(MemoryDoor()), "GET", "/?desk=table2").status_code == 200
    assert call(host(MemoryDoor()), "GET", "/wedge.js").status_code == 200
