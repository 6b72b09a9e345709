"""The preparations of a picture where OpenCV is not installed, with Pillow. Knows no code and no engine."""

import math
from collections.abc import Iterator

from PIL import Image, ImageFilter, ImageOps

from app.scanning.decode import prepared
from app.scanning.decode.prepared import Affine, Prepared

_TURNS_DEG = (20, -20, 45, -45)


def plain_passes(picture: Image.Image) -> Iterator[Prepared]:
    """First as it is, then with more contrast, enlarged, smoothed, sharpened, turned, inverted."""
    factor = prepared.scale_for(picture.width, picture.height, prepared.REST_PIXELS_MAX)
    back = prepared.scaled_back(factor)
    size = (max(1, round(picture.width * factor)), max(1, round(picture.height * factor)))
    rest = picture if factor == 1.0 else picture.resize(size, Image.Resampling.BOX)
    yield Prepared("plain", rest, back)
    if rest.width * rest.height <= prepared.ENLARGED_FROM_PIXELS_MAX:
        larger = rest.resize((rest.width * 2, rest.height * 2), Image.Resampling.BICUBIC)
        yield Prepared("enlarged 2", larger, prepared.chained(back, prepared.scaled_back(2)))
    yield Prepared("contrast", ImageOps.autocontrast(rest, cutoff=2), back)
    yield Prepared("smooth", rest.filter(ImageFilter.GaussianBlur(1.2)), back)
    yield Prepared("sharp", rest.filter(ImageFilter.UnsharpMask(2, 150, 0)), back)
    for angle_deg in _TURNS_DEG:
        yield _turned(rest, back, angle_deg)
    yield Prepared("inverted", ImageOps.invert(rest), back)


def _turned(picture: Image.Image, back: Affine, angle_deg: int) -> Prepared:
    turned = picture.rotate(angle_deg, Image.Resampling.BILINEAR, expand=True, fillcolor=255)
    cos, sin = math.cos(math.radians(angle_deg)), math.sin(math.radians(angle_deg))
    middle_x, middle_y = turned.width / 2, turned.height / 2
    inner = (
        cos,
        -sin,
        picture.width / 2 - cos * middle_x + sin * middle_y,
        sin,
        cos,
        picture.height / 2 - sin * middle_x - cos * middle_y,
    )
    return Prepared(f"turned {angle_deg}", turned, prepared.chained(back, inner))
