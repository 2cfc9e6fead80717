"""Uploaded names and bytes become the files of an import, or one problem that says what to do."""

import zipfile
from io import BytesIO

import pytest

from content.drafts import UnreadableSource
from content.formats import uploads

GUIDE = b"guide: {id: harbour, title: Harbour}\nsections:\n- {id: basics, name: Basics, topics: [quay, pier]}\n"


def upload(**files: bytes) -> dict[str, bytes]:
    return dict(uploads.collect((name, BytesIO(data)) for name, data in files.items()))


def zipped(*files: tuple[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w", compression) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return held.getvalue()


def problem(**files: bytes) -> tuple[str, str]:
    with pytest.raises(UnreadableSource) as caught:
        upload(**files)
    (one,) = caught.value.problems
    return one.place.file, one.reason


def test_a_file_is_read_as_it_is() -> None:
    assert upload(**{"guide.md": b"# T\n"}) == {"guide.md": b"# T\n"}


def test_a_zip_is_its_bank_in_order_without_what_is_no_part_of_it() -> None:
    bank = zipped(
        ("harbour/basics/quay.yaml", b"id: quay"),
        ("harbour/guide.yaml", GUIDE),
        ("harbour/basics/.hidden.yaml", b"x"),
        ("harbour/basics/deep/er.yaml", b"x"),
        ("harbour/README.md", b"for authors"),
        ("__MACOSX/harbour/._guide.yaml", b"x"),
        ("elsewhere.yaml", b"x"),
    )
    assert list(upload(**{"bank.zip": bank})) == ["harbour/guide.yaml", "harbour/basics/quay.yaml"]


def test_files_of_a_bank_go_to_the_sections_that_its_guide_names() -> None:
    files = upload(**{"quay.yaml": b"id: quay", "stray.yaml": b"id: stray", "guide.yaml": GUIDE})
    assert list(files) == ["guide.yaml", "stray.yaml", "basics/quay.yaml"]
    assert files["basics/quay.yaml"] == b"id: quay"


def test_a_guide_that_cannot_be_parsed_is_left_to_its_reader() -> None:
    assert set(upload(**{"guide.yaml": b"sections: [", "quay.yaml": b"id: quay"})) == {"guide.yaml", "quay.yaml"}


OUTSIDE = ["../guide.yaml", "/etc/guide.yaml", "a/../../guide.yaml", "a\\guide.yaml", "C:x.yaml"]


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_name_that_leads_out_of_the_bank_is_refused(name: str) -> None:
    assert "leads out of the bank" in problem(**{"bank.zip": zipped(("guide.yaml", GUIDE), (name, b"x"))})[1]
    assert "leads out of the bank" in problem(**{name: b"# T"})[1]


def test_a_file_of_more_than_ten_megabytes_is_refused() -> None:
    assert problem(**{"guide.md": b"x" * 10_000_001}) == (
        "guide.md",
        "larger than 10 MB: split it into smaller files",
    )


def test_a_zip_is_counted_as_it_is_unpacked() -> None:
    bomb = zipped(("guide.yaml", GUIDE), ("basics/quay.yaml", b"x" * 50_000_000))
    assert len(bomb) < 100_000
    assert problem(**{"bank.zip": bomb}) == ("basics/quay.yaml", "larger than 10 MB: split it into smaller files")
    many = zipped(("guide.yaml", GUIDE), *((f"basics/t{n}.yaml", b"x" * 9_000_000) for n in range(3)))
    assert problem(**{"bank.zip": many}) == (
        "basics/t2.yaml",
        "more than 20 MB in all: split the import into smaller banks",
    )


def test_a_zip_that_understates_its_sizes_is_damaged() -> None:
    data = bytearray(zipped(("guide.yaml", GUIDE + b"#" * 1_000_000)))
    at = data.rindex(b"PK\x01\x02") + 24
    data[at : at + 4] = (100).to_bytes(4, "little")
    assert problem(**{"bank.zip": bytes(data)}) == ("bank.zip", "the zip is damaged or encrypted: make it anew")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04 and no more", "damaged or encrypted"),
        (zipped(("guide.yaml", GUIDE))[:-30], "damaged or encrypted"),
        (zipped(), "no guide.yaml"),
        (zipped(("notes/topic.yaml", b"id: a")), "no guide.yaml"),
        (zipped(("a/guide.yaml", GUIDE), ("b/guide.yaml", GUIDE)), "more than one bank"),
        (zipped(("guide.yaml", GUIDE), compression=zipfile.ZIP_BZIP2), "unusual way"),
        (zipped(*((f"{n}.txt", b"x") for n in range(2001))), "more than 2,000 files"),
    ],
    ids=["no zip", "cut off", "empty", "no guide", "two banks", "bzip2", "too many files"],
)
def test_a_zip_that_holds_no_bank_is_refused_in_words(data: bytes, said: str) -> None:
    name, reason = problem(**{"bank.zip": data})
    assert name == "bank.zip"
    assert said in reason


def test_an_empty_file_and_a_zip_beside_others_are_refused() -> None:
    assert problem(**{"guide.md": b" \n"}) == ("guide.md", "the file is empty: fill it or remove it")
    found = problem(**{"bank.zip": zipped(("guide.yaml", GUIDE)), "quay.yaml": b"id: quay"})
    assert found == ("bank.zip", "a zip is uploaded alone: leave the other files out")


def test_two_files_of_one_name_are_not_told_apart() -> None:
    with pytest.raises(UnreadableSource, match="two files have this name"):
        uploads.collect([("index.yaml", BytesIO(b"a")), ("index.yaml", BytesIO(b"b"))])
