"""`gangway device`: one device with its screens, door and local interface on this machine."""

import sys
from collections.abc import Callable
from functools import partial
from typing import Any

from app.cli.serving import EXIT_PORT_IN_USE, port_taken, serve
from app.config import ASSETS, Config
from app.desk.listening import LineListener
from app.desk.seeing import OpenCvFrames, StationCamera
from app.main import Device, build, local_token
from app.scales.station import StationScale
from app.scales.wires import opened, scale_address
from app.store.ids import new_id
from app.store.trouble import StoreTrouble

EXIT_STORE = 4


def run(config: Config, put_together: Callable[[Config], Device] = build) -> int:
    """Serve until stopped. A port in use or a store that cannot be used is one sentence on stderr."""
    from screens.flet_fixes import install_takeover
    from screens.host.app import create_host
    from screens.shell import mount

    if port_taken("127.0.0.1", config.device_port):
        print(
            f"Port {config.device_port} is in use by another program. Stop that one, or choose another port "
            "(GANGWAY_DEVICE_PORT).",
            file=sys.stderr,
        )
        return EXIT_PORT_IN_USE
    try:
        token = local_token(config.local_token)
        device = put_together(config)
    except StoreTrouble as trouble:
        print(trouble, file=sys.stderr)
        return EXIT_STORE
    install_takeover()
    screen: Any = partial(_mounted, mount, device.desks)
    app = create_host(
        device.desks,
        device.reads,
        local_token=token,
        flet_main=screen,
        assets_dir=ASSETS,
    )
    lines, camera, scale = _lines(config, device), _camera(config, device), _scale(config, device)
    app.state.eye = camera
    device.start()
    try:
        return serve(app, "127.0.0.1", config.device_port, config.run / "device.pid")
    finally:
        for scanner in (lines, camera, scale):
            if scanner is not None:
                scanner.close()
        device.close()


def _lines(config: Config, device: Device) -> LineListener | None:
    """Scans over TCP, where a port is set for them; one that is taken is said and left out, the rest goes on."""
    if config.scan_port is None:
        return None
    try:
        lines = LineListener(
            device.desks, new_id, config.scan_port, profile=lambda: device.reads.scanner("main")
        )
    except OSError:
        print(f"Port {config.scan_port} (GANGWAY_SCAN_PORT) is in use: no scans over TCP.", file=sys.stderr)
        return None
    lines.start()
    return lines


def _camera(config: Config, device: Device) -> StationCamera | None:
    """A camera of this machine as a scanner, where one is named."""
    source = config.camera
    if source is None:
        return None
    camera = StationCamera(device.desks, new_id, lambda: OpenCvFrames(source))
    camera.start()
    return camera


def _scale(config: Config, device: Device) -> StationScale | None:
    """A scale of this machine, where one is named; without it weights are typed."""
    if not config.scale:
        return None
    address = scale_address(config.scale)
    scale = StationScale(device.desks, new_id, lambda: opened(address), config.scale_ask)
    scale.start()
    return scale


async def _mounted(mount: Any, desks: Any, page: Any) -> None:
    await mount(page, desks)
