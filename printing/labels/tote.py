"""The label of a tote: large enough to tell two of them apart on a moving cart. Knows no printer."""

from printing.label import Align, Block, Code128, Label, Text, Weight, Words
from printing.labels.parts import Body, said

PREFIX = "TOTE-"
WIDTH_MM, HEIGHT_MM = 100, 50


def tote_label(body: Body) -> Label:
    """`tote`, with or without its prefix."""
    tote = said(body["tote"]).removeprefix(PREFIX)
    code = PREFIX + tote
    return Label(
        WIDTH_MM,
        HEIGHT_MM,
        (
            Text("TOTE", 5, 6, 3, Weight.SEMIBOLD),
            Block((Words(tote, 13, Weight.EXTRABOLD),), 24, 5, 71, 17, Align.RIGHT),
            Code128(code, 3, 24, 94, 17, module_mm=0.5),
            Text(code, WIDTH_MM / 2, 43.5, 2.8, Weight.SEMIBOLD, Align.CENTER),
        ),
    )
