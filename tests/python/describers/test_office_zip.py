"""ZIP containers of Office files, counted on what really unpacks."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from describers.base.problem import FileProblem
from describers.containers.office_xml import local_name, parse_part
from describers.containers.office_zip import check_container
from describers.containers.password import refuse_encrypted

PARTS = {'[Content_Types].xml': '<Types/>', 'word/document.xml': '<document>' + 'text ' * 900 + '</document>'}


def packed(parts: dict[str, str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, 'w', method) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def checked(tmp_path: Path, data: bytes, **options: int) -> list[str]:
    (tmp_path / 'file.docx').write_bytes(data)
    return check_container(str(tmp_path / 'file.docx'), **options)


@pytest.mark.parametrize('method', [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_sound_container_tells_its_parts(tmp_path: Path, method: int) -> None:
    assert checked(tmp_path, packed(PARTS, method)) == list(PARTS)


def lie_about_size(data: bytes) -> bytes:
    """The directory claims one byte less than there is."""
    at = data.rindex(b'PK\x01\x02') + 24
    return data[:at] + (int.from_bytes(data[at : at + 4], 'little') - 1).to_bytes(4, 'little') + data[at + 4 :]


def damage(data: bytes) -> bytes:
    at = data.index(b'text ')
    return data[:at] + b'TEXT' + data[at + 4 :]


def lock(data: bytes) -> bytes:
    at = data.index(b'PK\x01\x02') + 8
    return data[:at] + bytes([data[at] | 1]) + data[at + 1 :]


@pytest.mark.parametrize(
    ('change', 'problem'),
    [
        (lie_about_size, 'a part of it fails its checksum'),
        (damage, 'a part of it fails its checksum'),
        (lock, 'is protected by a password'),
        (lambda data: data[: len(data) // 2], "its ZIP container can't be read"),
    ],
)
def test_a_container_that_lies_is_refused(tmp_path: Path, change: Callable[[bytes], bytes], problem: str) -> None:
    with pytest.raises(FileProblem, match=problem):
        checked(tmp_path, change(packed(PARTS, zipfile.ZIP_STORED)))


def test_a_method_no_office_program_uses_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match='packed in a way no Office program uses'):
        checked(tmp_path, packed(PARTS, zipfile.ZIP_BZIP2))


@pytest.mark.parametrize('encoding', ['utf-8', 'utf-16'])
def test_a_document_type_is_refused_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, 'w') as archive:
        archive.writestr('word/document.xml', '<!DOCTYPE a []><a/>'.encode(encoding))
    with pytest.raises(FileProblem, match='document type declaration'):
        checked(tmp_path, file.getvalue())


def test_more_than_may_be_unpacked_is_refused_by_what_is_claimed(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match='unpacks to more than 0 MiB'):
        checked(tmp_path, packed(PARTS), max_bytes=1_000)


def test_a_part_is_parsed_by_its_name_and_a_missing_one_is_none(tmp_path: Path) -> None:
    (tmp_path / 'file.docx').write_bytes(packed({'a.xml': '<x:a xmlns:x="n"><!-- c --></x:a>'}))
    root = parse_part(str(tmp_path / 'file.docx'), 'a.xml')
    assert root is not None and [local_name(element) for element in root.iter()] == ['a', '']
    assert parse_part(str(tmp_path / 'file.docx'), 'b.xml') is None


class Opened:
    """A stand-in for an OLE container."""

    def __init__(self, *names: str) -> None:
        self.names = names

    def exists(self, filename: str) -> bool:
        return filename in self.names


def test_an_ole_container_that_holds_an_encrypted_package_is_protected() -> None:
    refuse_encrypted(Opened('Workbook'))
    with pytest.raises(FileProblem, match='is protected by a password'):
        refuse_encrypted(Opened('EncryptedPackage'))
