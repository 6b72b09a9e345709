"""Colours, type and measures of every screen, and the person's text scale. Knows no view and lays nothing out."""

from dataclasses import dataclass
from typing import Final

import flet as ft


@dataclass(frozen=True, slots=True)
class Palette:
    """Every text colour stands at 7:1 or more on every ground it is used on; a test measures it."""

    ground: str
    surface: str
    soft: str
    ink: str
    muted: str
    line: str
    act: str
    on_act: str
    good: str
    on_good: str
    bad: str
    on_bad: str
    warn: str
    on_warn: str
    box_top: str
    box_left: str
    box_right: str


LIGHT: Final = Palette(
    ground="#F3F5F8",
    surface="#FFFFFF",
    soft="#E9F0FA",
    ink="#11161D",
    muted="#414B59",
    line="#C9D0DA",
    act="#0A4796",
    on_act="#FFFFFF",
    good="#0A5A32",
    on_good="#FFFFFF",
    bad="#960F1B",
    on_bad="#FFFFFF",
    warn="#FFC83D",
    on_warn="#11161D",
    box_top="#E7B674",
    box_left="#D9A25C",
    box_right="#B98542",
)
DARK: Final = Palette(
    ground="#0D1117",
    surface="#171D26",
    soft="#1E2A3A",
    ink="#F1F4F8",
    muted="#B7C1CF",
    line="#39434F",
    act="#9CCBFF",
    on_act="#07172B",
    good="#63DB94",
    on_good="#04180C",
    bad="#FF9A9A",
    on_bad="#2A0407",
    warn="#FFD166",
    on_warn="#1A1200",
    box_top="#D8A35E",
    box_left="#C08C4A",
    box_right="#9A6D33",
)

EDGE: Final = 16
GAP: Final = 12
BETWEEN_BUTTONS: Final = 8
RADIUS: Final = 14
PRIMARY_HEIGHT: Final = 88
EXCEPTION_HEIGHT: Final = 76
BUTTON_WIDTH_MIN: Final = 104  # holds ten letters of a label
CRAMPED_HEIGHT: Final = 64  # of an exception where text is very large and the screen small
TARGET_MIN: Final = 48
WIDE: Final = 1000
LARGEST_SCALED: Final = 68  # above this a letter is read from afar already

MEDIUM: Final = "Inter Medium"
SEMIBOLD: Final = "Inter SemiBold"
BOLD: Final = "Inter Bold"
EXTRABOLD: Final = "Inter ExtraBold"
FONTS: Final = {
    MEDIUM: "fonts/Inter-Medium.ttf",
    SEMIBOLD: "fonts/Inter-SemiBold.ttf",
    BOLD: "fonts/Inter-Bold.ttf",
    EXTRABOLD: "fonts/Inter-ExtraBold.ttf",
    "Noto Sans Arabic": "fonts/NotoSansArabic-Medium.ttf",
    "DejaVu Sans": "fonts/DejaVuSans.ttf",
}
FALLBACKS: Final = ["Noto Sans Arabic", "DejaVu Sans"]


def leading(size: float) -> float:
    """The height of a line, of its text size: large words stand closer."""
    return 1.35 if size < 26 else 1.25 if size < 34 else 1.18


@dataclass(frozen=True, slots=True)
class Look:
    """What one person's screen is like: colours, text scale (1.0 to 2.0), size, and what is open on it.

    `opened` names the sheet that is open, `typed` says how many digits of a secret were typed, never which.
    """

    palette: Palette = LIGHT
    scale: float = 1.0
    width: int = 480
    height: int = 800
    opened: str | None = None
    typed: int = 0
    number: str = ""  # what was typed on the keys that are open
    turned: bool = False  # the keys that are open show their other page
    quiet: bool = False  # the band was read and put away

    def size(self, points: float) -> float:
        """The text size on this screen for a size of the scale."""
        return points if points >= LARGEST_SCALED else min(points * self.scale, LARGEST_SCALED)

    def row(self, points: float) -> int:
        """The height of one line of such text."""
        return int(self.size(points) * leading(self.size(points)) + 0.5)

    def icon(self, points: float) -> float:
        """Icons grow with the text, but slower: they stay beside it."""
        return points * (1 + (self.scale - 1) * 0.6)

    @property
    def cramped(self) -> bool:
        """Very large text on a small screen: only what is needed for the next scan is in sight."""
        return self.large_text and not self.roomy

    @property
    def narrowed(self) -> bool:
        """Larger text on a handheld: what stood on one line, or side by side, may have no room there."""
        return self.scale > 1.15 and not self.roomy

    @property
    def large_text(self) -> bool:
        """Whether what stands side by side must stand below each other."""
        return self.scale > 1.3

    @property
    def wide(self) -> bool:
        """Whether two columns have room."""
        return self.width >= WIDE

    @property
    def roomy(self) -> bool:
        """Whether pictures and numbers may be larger than on a handheld."""
        return self.width >= 700 and self.height >= 700

    @property
    def tall(self) -> bool:
        """Whether there is room below for what comes later."""
        return self.height >= 1000


def theme(palette: Palette) -> ft.Theme:
    """What Flet's own controls need to know; everything else is said where it is drawn."""
    return ft.Theme(
        font_family=MEDIUM,
        color_scheme=ft.ColorScheme(
            primary=palette.act,
            on_primary=palette.on_act,
            surface=palette.surface,
            on_surface=palette.ink,
            error=palette.bad,
            on_error=palette.on_bad,
        ),
        scaffold_bgcolor=palette.ground,
    )


def look_for(*, dark: bool, scale_percent: str | None, width: float | None, height: float | None) -> Look:
    """The look for a page; a scale that is no number from 100 to 200 counts as the nearest one."""
    percent = int(scale_percent) if scale_percent and scale_percent.isdecimal() else 100
    return Look(
        palette=DARK if dark else LIGHT,
        scale=min(max(percent, 100), 200) / 100,
        width=int(width or 480),
        height=int(height or 800),
    )
