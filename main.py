"""The entry that Flet's own tools look for. The product itself is started by the command `gangway`."""

import sys

from app.cli.main import main

if __name__ == "__main__":
    sys.exit(main(["device"]))
