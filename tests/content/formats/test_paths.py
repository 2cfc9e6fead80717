"""A path becomes the bytes of an import, or one problem that says what to do."""

import os
from pathlib import Path

import pytest

from content.drafts import UnreadableSource
from content.formats import paths


def problem(path: Path) -> tuple[str, str]:
    with pytest.raises(UnreadableSource) as caught:
        paths.collect(path)
    (one,) = caught.value.problems
    return one.place.file, one.reason


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    bank = tmp_path / "bank"
    for name, text in {
        "guide.yaml": "guide: {}",
        "README.md": "for authors",
        ".hidden.yaml": "x",
        "web/b.yml": "id: b",
        "web/a.yaml": "id: a",
        "web/.c.yaml": "id: c",
        "web/notes.txt": "n",
        "data/z.json": "{}",
        ".git/config.yaml": "x",
    }.items():
        (bank / name).parent.mkdir(parents=True, exist_ok=True)
        (bank / name).write_text(text)
    return bank


def test_a_file_is_read_under_the_path_that_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("guide.md").write_bytes(b"\xef\xbb\xbf# T\n")
    assert paths.collect(Path("guide.md")) == {"guide.md": b"\xef\xbb\xbf# T\n"}


def test_a_folder_is_its_guide_and_its_sections_topic_files_in_order(bank: Path) -> None:
    files = paths.collect(bank)
    names = [Path(name).relative_to(bank).as_posix() for name in files]
    assert names == ["guide.yaml", "data/z.json", "web/a.yaml", "web/b.yml"]
    assert files[(bank / "web/a.yaml").as_posix()] == b"id: a"


def test_a_guide_in_json_is_a_guide(bank: Path) -> None:
    (bank / "guide.yaml").rename(bank / "guide.json")
    assert (bank / "guide.json").as_posix() in paths.collect(bank)


def test_a_missing_path_is_named(tmp_path: Path) -> None:
    file, reason = problem(tmp_path / "nothing.md")
    assert file.endswith("nothing.md")
    assert reason == "there is no such file or folder: check the path"


def test_a_folder_without_a_guide_is_no_bank(bank: Path) -> None:
    (bank / "guide.yaml").unlink()
    assert "no guide.yaml: add one" in problem(bank)[1]


@pytest.mark.parametrize("data", [b"", b" \n\n"])
def test_an_empty_file_is_refused(bank: Path, data: bytes) -> None:
    (bank / "web/a.yaml").write_bytes(data)
    file, reason = problem(bank)
    assert file.endswith("web/a.yaml")
    assert reason == "the file is empty: fill it or remove it"


def test_twenty_megabytes_are_read_and_a_byte_more_is_refused(tmp_path: Path) -> None:
    (tmp_path / "guide.yaml").write_bytes(b"x" * 20_000_000)
    assert len(paths.collect(tmp_path / "guide.yaml")) == 1
    (tmp_path / "s").mkdir()
    (tmp_path / "s/a.yaml").write_bytes(b"x")
    file, reason = problem(tmp_path)
    assert file.endswith("s/a.yaml")
    assert "more than 20 MB in all" in reason


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_named(bank: Path) -> None:
    (bank / "web/a.yaml").chmod(0)
    assert "check its permissions" in problem(bank)[1]


def test_what_is_neither_file_nor_folder_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "neither a file nor a folder" in problem(tmp_path / "pipe")[1]


def test_a_path_through_a_file_is_refused(bank: Path) -> None:
    assert "cannot be read" in problem(bank / "guide.yaml" / "x")[1]


def test_a_name_that_is_not_utf_8_can_be_shown(tmp_path: Path) -> None:
    name = os.fsdecode(b"gu\xffide.md")
    (tmp_path / name).write_bytes(b"# T")
    (shown,) = paths.collect(tmp_path / name)
    assert shown.encode().endswith(b"gu\\udcffide.md")
