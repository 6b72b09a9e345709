"""Set-up codes: what they set, and what is no set-up code."""

import pytest

from app.domain.settings import GS, PLAIN_PROFILE, ScannerProfile, Setting, SettingKind, setting_of

GOOD = (
    "SUFFIX-ENTER",
    "SUFFIX-TAB",
    "SUFFIX-BOTH",
    "PREFIX-NONE",
    "PREFIX-~!",
    "GS-KEYS",
    "GS-~",
    "GUARD-0",
    "GUARD-500",
    "SCANNER-PLAIN",
    "PRINTER-tcp://192.168.1.20:9100",
    "PRINTER-queue:Zebra_1",
    "CENTRAL-http://10.0.0.5:8000",
    "ENROL-K7QW-9PLM",
)
BAD = (
    "",
    "SUFFIX",
    "SUFFIX-SPACE",
    "PREFIX-",
    "PREFIX-far-too-long",
    "GS-A",
    "GS--",
    "GUARD-",
    "GUARD-x",
    "GUARD-99999",
    "GUARD-²",
    "PRINTER-lpt1",
    "CENTRAL-ftp://x",
    "ENROL-a b",
    "COLOUR-RED",
)


@pytest.mark.parametrize("ident", GOOD)
def test_a_code_is_read_back_as_what_it_sets(ident: str) -> None:
    """
    The sheet and the scanner agree: what is printed for a setting sets it.
    """
    setting = setting_of(ident)
    assert setting is not None
    assert setting.code == f"SET-{ident}"
    assert setting_of(setting.code.removeprefix("SET-")) == setting


@pytest.mark.parametrize("ident", BAD)
def test_what_cannot_be_set_is_no_setting(ident: str) -> None:
    """
    A misread or foreign code sets nothing.
    """
    assert setting_of(ident) is None


def test_words_may_come_in_lower_case_and_addresses_stay_as_they_are() -> None:
    """
    Caps Lock must not keep anybody from setting a scanner up; a printer's name is a name.
    """
    assert setting_of("suffix-tab") == Setting(SettingKind.SUFFIX, "TAB")
    assert setting_of("printer-queue:Zebra") == Setting(SettingKind.PRINTER, "queue:Zebra")


def test_a_profile_takes_one_setting_after_the_other() -> None:
    """
    Prefix off, the visible character back to GS, and a plain scanner again.
    """
    profile = PLAIN_PROFILE
    for ident in ("PREFIX-!", "GS-~", "SUFFIX-TAB", "GUARD-300"):
        setting = setting_of(ident)
        assert setting is not None
        profile = profile.after(setting)
    assert profile == ScannerProfile("!", ("Tab",), "~", 300)
    assert profile.code_in("!10LOT~21X") == f"10LOT{GS}21X"
    assert profile.after(Setting(SettingKind.SCANNER, "PLAIN")) == PLAIN_PROFILE
    assert profile.after(Setting(SettingKind.PRINTER, "queue:Z")) == profile
