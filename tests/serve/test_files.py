"""The names that browsers keep files under: safe on any disk, and the thing's own."""

from __future__ import annotations

import pytest

from cyberkg.serve.files import File, disposition


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("ada-tan", 'attachment; filename="ada-tan.csv"'),
        ("josé", "attachment; filename=\"jos.csv\"; filename*=UTF-8''jos%C3%A9.csv"),
        ("../../etc/passwd", 'attachment; filename="etc-passwd.csv"'),
        ('a"; filename="b.exe', 'attachment; filename="a-filename-b.exe.csv"'),
        ("a\r\nset-cookie: b", 'attachment; filename="a-set-cookie-b.csv"'),
        ("", 'attachment; filename="cyberkg.csv"'),
        ("...", 'attachment; filename="cyberkg.csv"'),
    ],
)
def test_a_name_is_fit_for_any_disk_and_header(name: str, written: str) -> None:
    assert disposition(name, "csv") == written


def test_a_page_is_opened_and_all_else_is_kept() -> None:
    kinds = {form: File("x", form, "", b"").disposition.partition(";")[0] for form in ("html", "csv", "xlsx")}
    assert kinds == {"html": "inline", "csv": "attachment", "xlsx": "attachment"}
