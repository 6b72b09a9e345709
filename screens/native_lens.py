"""A handheld's own camera: flet-camera where that is installed, on Android and iOS. Reads no code."""

from collections.abc import Callable
from typing import Any, Protocol

import flet as ft


class Lens(Protocol):
    """A camera with a preview."""

    @property
    def preview(self) -> ft.Control: ...

    async def open(self) -> bool:
        """Whether there is one that may be used."""
        ...

    async def still(self) -> bytes:
        """What it sees now, as a file."""
        ...

    async def light(self, *, on: bool) -> None: ...


def lens_here(page: ft.Page) -> Callable[[], Lens] | None:
    """How to make one on this client; None where it has no camera that we can use."""
    if page.platform not in (ft.PagePlatform.ANDROID, ft.PagePlatform.IOS):
        return None
    try:
        import flet_camera  # noqa: F401
    except ImportError:
        return None
    return FletLens


class FletLens:
    """The camera at the back, else the first one."""

    def __init__(self) -> None:
        import flet_camera

        self._kinds = flet_camera
        self._camera: Any = flet_camera.Camera(expand=True)

    @property
    def preview(self) -> ft.Control:
        control: ft.Control = self._camera
        return control

    async def open(self) -> bool:
        found = await self._camera.get_available_cameras()
        at_the_back = [one for one in found if one.lens_direction == self._kinds.CameraLensDirection.BACK]
        for one in (at_the_back or found)[:1]:
            await self._camera.initialize(
                one,
                self._kinds.ResolutionPreset.HIGH,
                enable_audio=False,
                image_format_group=self._kinds.ImageFormatGroup.JPEG,
            )
        return bool(found)

    async def still(self) -> bytes:
        return bytes(await self._camera.take_picture())

    async def light(self, *, on: bool) -> None:
        modes = self._kinds.FlashMode
        await self._camera.set_flash_mode(modes.TORCH if on else modes.OFF)
