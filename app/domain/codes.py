"""The prefixes of our own barcodes. A number that begins with one would be read as something else on the floor."""

OWN_PREFIXES = ("BADGE-", "LOC-", "TOTE-", "BOX-", "CAGE-", "PRN-", "CMD-", "SET-")


def own_prefix_of(text: str) -> str | None:
    """The prefix with which this text begins, in upper or lower case."""
    return next((prefix for prefix in OWN_PREFIXES if text.lstrip().upper().startswith(prefix)), None)
