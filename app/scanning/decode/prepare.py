"""Picture files -> grey pictures in which codes are easier to find. Knows no code and no engine."""

import io
from collections.abc import Iterator

from PIL import Image

from app.scanning.decode.prepared import Prepared

PIXELS_MAX = 50_000_000  # what a file may claim; a small file can claim far more than fits into memory
BYTES_MAX = 40_000_000
EDGE_PX_MAX = 20_000  # three times as long, no engine takes it
_FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "GIF")


def grey(image_bytes: bytes) -> Image.Image | None:
    """The picture in grey, or None when these bytes are no picture that can be read."""
    if not 0 < len(image_bytes) <= BYTES_MAX:
        return None
    try:
        with Image.open(io.BytesIO(image_bytes), formats=_FORMATS) as opened:
            if opened.width * opened.height > PIXELS_MAX or max(opened.size) > EDGE_PX_MAX:
                return None
            opened.draft(
                "L", (1800, 1800)
            )  # a JPEG is unpacked at half or quarter size if it stays above this
            return _flat(opened)
    except Exception:  # decoders of broken files raise nearly anything; to us all of it is "no picture"
        return None


def _flat(opened: Image.Image) -> Image.Image:
    """In grey, on white paper where it was transparent."""
    if opened.mode in {"RGBA", "LA", "PA"} or "transparency" in opened.info:
        with_alpha = opened.convert("RGBA")
        paper = Image.new("RGBA", with_alpha.size, "white")
        return Image.alpha_composite(paper, with_alpha).convert("L")
    return opened.convert("L")


def passes(picture: Image.Image) -> Iterator[Prepared]:
    """The picture in ever other preparations, the cheap and fruitful ones first. Made only when asked for."""
    try:
        import cv2  # noqa: F401
    except ImportError:
        from app.scanning.decode.prepare_plain import plain_passes

        yield from plain_passes(picture)
        return
    from app.scanning.decode.prepare_opencv import opencv_passes

    yield from opencv_passes(picture)
