"""The code that a picker shows to a packing table without a network, drawn for a scanner: black on white in any theme."""

import io
from functools import lru_cache

import flet as ft
import segno

from app.views.view import HandoverView
from screens.drawings import picture
from screens.parts import Pen, card
from screens.theme import BOLD, MEDIUM

DOTS_A_MODULE = 4
QUIET_MODULES = 4  # the white edge that a reader needs (ISO/IEC 18004)
SIDE_MIN, SIDE_MAX = 240.0, 380.0
BESIDE = 490.0  # what else of the height a handheld needs, with the largest text


def handover_card(pen: Pen, handed: HandoverView, room: float) -> ft.Control:
    """The code as large as it goes, and what it is for; without a code, what to do instead."""
    told: list[ft.Control] = [pen.text(pen.say("handover.title"), 20, BOLD, key="handover.title")]
    if handed.code is None:
        told.append(pen.text(pen.say("handover.none", order=handed.order), 18, MEDIUM, key="handover.none"))
        return card(pen, ft.Column(told, spacing=6))
    look = pen.look
    side = max(min(room - 32, SIDE_MAX, look.height - BESIDE), SIDE_MIN)
    drawn = ft.Container(
        ft.Image(
            src=qr_png(handed.code),
            width=side,
            height=side,
            fit=ft.BoxFit.CONTAIN,
            filter_quality=ft.FilterQuality.NONE,
            gapless_playback=True,
        ),
        bgcolor="#FFFFFF",
        border_radius=8,
    )
    named = picture(drawn, pen.say("handover.picture", order=handed.order), "handover.code")
    words = pen.say("handover.scan", order=handed.order, tote=handed.tote)
    told.append(pen.text(words, 18, MEDIUM, key="handover.scan"))
    told.insert(0, ft.Row([named], alignment=ft.MainAxisAlignment.CENTER))  # never below the fold
    return card(pen, ft.Column(told, spacing=8), padding=12)


@lru_cache(maxsize=4)
def qr_png(text: str) -> bytes:
    """The QR code of a text as a picture, with its quiet edge."""
    made = segno.make(text, error="m", micro=False, boost_error=False)
    out = io.BytesIO()
    made.save(out, kind="png", scale=DOTS_A_MODULE, border=QUIET_MODULES)
    return out.getvalue()
