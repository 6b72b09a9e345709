"""How often a program that runs for a whole shift looks for garbage in circles."""

import gc

NEW_OBJECTS = 10_000


def collect_seldom() -> None:
    """To be called once a program is up: what it has made by now stays, and is not looked through again.

    By itself Python looks through young objects after every 700 new ones and now and then through all, which took
    a third of a first pull: rows by the thousand look like garbage to it. Circles are still found, less often.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS)
