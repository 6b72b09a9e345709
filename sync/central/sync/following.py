"""What a device that listens is told at once: the rows behind where it stands, so that it need not ask for them."""

import logging
from dataclasses import replace

from sqlalchemy.exc import SQLAlchemyError

from sync.central.problems import Problem
from sync.central.sync.readers import Pull, Readers

log = logging.getLogger(__name__)

TOLD_BYTES_MAX = 64 * 1024  # what is more is asked for, packed


async def page_event(readers: Readers, pull: Pull) -> str:
    """The page as an event that says behind which cursor it goes on; nothing where the device must ask for it."""
    after = readers.stands_at(pull)
    if not after:
        return ""
    try:
        told = await readers.pulled(replace(pull, cursor=after))
    except Problem:  # its own pull is told so
        return ""
    except SQLAlchemyError as wrong:
        log.warning("who listens must ask for what is new: %s", wrong)
        return ""
    if told is None or told.page.more or not 2 < len(told.page.rows) <= TOLD_BYTES_MAX:
        return ""
    return f"event: page\ndata: {told.page.answer({'after': after, **told.frame}).decode()}\n\n"
