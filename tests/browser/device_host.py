"""A whole device, with its journal on disk, behind the small picture of the tests, as a process that a test may kill.

python -m tests.browser.device_host PORT HOME
"""

import sys
from pathlib import Path

import uvicorn

from app.config import config_from
from app.main import build
from screens.flet_fixes import install_takeover
from screens.host.app import create_host
from tests.browser.small_host import ASSETS, TOKEN, floor


def main() -> None:
    """Serve until killed."""
    install_takeover()
    home = Path(sys.argv[2])
    nowhere = {"GANGWAY_CENTRAL_URL": "http://127.0.0.1:9", "GANGWAY_PRINTER": f"file:{home / 'labels'}"}
    device = build(config_from({"GANGWAY_HOME": str(home), **nowhere}))
    app = create_host(
        device.desks,
        device.reads,
        local_token=TOKEN,
        flet_main=lambda page: floor(device.desks, page),
        assets_dir=ASSETS,
    )
    device.start()
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")


if __name__ == "__main__":
    main()
