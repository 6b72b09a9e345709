"""Draws codes into pictures as a camera might bring them. Shared by the tests of the reader; reads nothing."""

import io
from typing import Any

import numpy as np
import zxingcpp
from PIL import Image, ImageFilter


def symbol(kind: str, text: str, *, gs1: bool = False, scale: int = 3) -> Image.Image:
    """One symbol, black on white, with quiet zones."""
    made = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, kind), gs1=gs1)
    return Image.fromarray(np.asarray(made.to_image(scale=scale))).convert("L")


def on_paper(*symbols: Image.Image, margin: int = 40) -> Image.Image:
    """Symbols below each other on a white sheet."""
    width = max(one.width for one in symbols) + 2 * margin
    height = sum(one.height + margin for one in symbols) + margin
    paper = Image.new("L", (width, height), 255)
    top = margin
    for one in symbols:
        paper.paste(one, (margin, top))
        top += one.height + margin
    return paper


def blurred(picture: Image.Image, radius: float) -> Image.Image:
    return picture.filter(ImageFilter.GaussianBlur(radius))


def turned(picture: Image.Image, angle_deg: float) -> Image.Image:
    return picture.rotate(angle_deg, Image.Resampling.BILINEAR, expand=True, fillcolor=255)


def file_of(picture: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    """The picture as the bytes of a file."""
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()
