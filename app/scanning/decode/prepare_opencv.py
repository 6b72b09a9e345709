"""The preparations of a picture with OpenCV. Knows no code and no engine."""

import math
from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from app.scanning.decode import prepared
from app.scanning.decode.prepared import Affine, Prepared

Grey = NDArray[np.uint8]

_TURNS_DEG = (20, -20, 45, -45)
_SLIGHT_TURNS_DEG = (10, -10)


def opencv_passes(picture: Image.Image) -> Iterator[Prepared]:
    """First as it is, then enlarged, smoothed, turned, inverted: what gives most for its time comes first."""
    whole = np.asarray(picture)
    first, first_back = _reduced(whole, prepared.FIRST_PIXELS_MAX)
    yield Prepared("plain", first, first_back)
    rest, back = _reduced(whole, prepared.REST_PIXELS_MAX)
    if rest.shape != first.shape:
        yield Prepared("reduced", rest, back)
    if rest.size <= prepared.ENLARGED_FROM_PIXELS_MAX:
        yield _enlarged(rest, back, 2)
    yield Prepared("smooth", cv2.GaussianBlur(rest, (0, 0), 1.2), back)
    yield Prepared("contrast", cv2.createCLAHE(2.5, (8, 8)).apply(rest), back)
    for angle_deg in _TURNS_DEG:
        yield _turned(rest, back, angle_deg)
    yield Prepared("inverted", 255 - rest, back)
    if rest.size <= prepared.ENLARGED_FROM_PIXELS_MAX:
        larger = _enlarged(rest, back, 2)
        yield Prepared("enlarged sharp", _sharp(larger.picture), larger.back)
    if rest.size <= prepared.TWICE_ENLARGED_FROM_PIXELS_MAX:
        yield _enlarged(rest, back, 3)
    yield from _seldom_needed(rest, back)


def _seldom_needed(rest: Grey, back: Affine) -> Iterator[Prepared]:
    """What helps one picture in a hundred: only while there is time."""
    yield Prepared("half", *_halved(rest, back))
    yield Prepared("sharp", _sharp(rest), back)
    yield Prepared("upright", cv2.blur(rest, (1, 9)), back)  # along the bars of a code that stands upright
    yield Prepared("threshold", _threshold(rest), back)
    for angle_deg in _SLIGHT_TURNS_DEG:
        yield _turned(rest, back, angle_deg)


def _reduced(picture: Grey, pixels_max: int) -> tuple[Grey, Affine]:
    height, width = picture.shape
    factor = prepared.scale_for(width, height, pixels_max)
    if factor == 1.0:
        return np.ascontiguousarray(picture), prepared.scaled_back(1.0)
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    return cv2.resize(picture, size, interpolation=cv2.INTER_AREA), prepared.scaled_back(factor)  # type: ignore[return-value]


def _halved(picture: Grey, back: Affine) -> tuple[Grey, Affine]:
    half, inner = _reduced(picture, max(1, picture.size // 4))
    return half, prepared.chained(back, inner)


def _enlarged(picture: Grey, back: Affine, times: int) -> Prepared:
    larger = cv2.resize(picture, None, fx=times, fy=times, interpolation=cv2.INTER_CUBIC)
    return Prepared(f"enlarged {times}", larger, prepared.chained(back, prepared.scaled_back(times)))


def _sharp(picture: Grey) -> Grey:
    return cv2.addWeighted(picture, 2.2, cv2.GaussianBlur(picture, (0, 0), 2), -1.2, 0)  # type: ignore[return-value]


def _threshold(picture: Grey) -> Grey:
    smooth = cv2.GaussianBlur(picture, (3, 3), 0)
    return cv2.adaptiveThreshold(  # type: ignore[return-value]
        smooth, 255, cv2.ADAPTIVE_THRESH_GAUSSIAN_C, cv2.THRESH_BINARY, 31, 5
    )


def _turned(picture: Grey, back: Affine, angle_deg: int) -> Prepared:
    height, width = picture.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle_deg, 1)
    cos, sin = abs(math.cos(math.radians(angle_deg))), abs(math.sin(math.radians(angle_deg)))
    size = (int(height * sin + width * cos), int(height * cos + width * sin))
    turn[0, 2] += size[0] / 2 - width / 2
    turn[1, 2] += size[1] / 2 - height / 2
    turned = cv2.warpAffine(picture, turn, size, flags=cv2.INTER_LINEAR, borderValue=255)
    inverse = cv2.invertAffineTransform(turn)
    inner = tuple(float(value) for value in inverse.ravel())
    return Prepared(f"turned {angle_deg}", turned, prepared.chained(back, inner))  # type: ignore[arg-type]
