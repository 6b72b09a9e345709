"""The label of a storage place, read from a few steps away. Knows no printer."""

from printing.label import Align, Block, Code128, Label, Text, Weight, Words
from printing.labels.parts import Body, said

PREFIX = "LOC-"
WIDTH_MM, HEIGHT_MM = 100, 50


def place_label(body: Body) -> Label:
    """`place`, with or without its prefix, and `zone` where there is one."""
    place = said(body["place"]).removeprefix(PREFIX)
    code = PREFIX + place
    zone = said(body.get("zone"))
    return Label(
        WIDTH_MM,
        HEIGHT_MM,
        (
            Block((Words(place, 12, Weight.EXTRABOLD),), 5, 4.5, 66 if zone else 90, 18, Align.LEFT),
            Block((Words(zone, 6, Weight.BOLD),), 73, 4.5, 22, 18, Align.RIGHT),
            Code128(code, 3, 24, 94, 17, module_mm=0.5),
            Text(code, WIDTH_MM / 2, 43.5, 2.8, Weight.SEMIBOLD, Align.CENTER),
        ),
    )
