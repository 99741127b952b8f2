"""Members of archives and parts of mails, and where they may be written."""

import io
from email.message import EmailMessage
from pathlib import Path

import pytest

from describers.base.problem import FileProblem
from describers.containers.mail_parts import attachments_of, body_of, content_of
from describers.containers.member_names import BadName, folded, plain_path
from describers.unpacking.sink import Sink, Target


@pytest.mark.parametrize(
    ('raw', 'path'),
    [
        ('a.csv', 'a.csv'),
        ('./folder//a.csv', 'folder/a.csv'),
        ('folder\\a.csv', 'folder/a.csv'),
        ('-rf.csv', 'rf.csv'),
        ('a\u202eb.csv', 'ab.csv'),
        ('__MACOSX/a.csv', None),
        ('folder/.DS_Store', None),
    ],
)
def test_a_name_becomes_a_plain_relative_path(raw: str, path: str | None) -> None:
    assert plain_path(raw) == path


@pytest.mark.parametrize(
    ('raw', 'problem'),
    [
        ('/etc/passwd', 'has an absolute path'),
        ('C:\\x', 'has a drive letter'),
        ('a/../../b', 'leads out of its folder'),
        ('..\\b', 'leads out of its folder'),
        ('a\0b', 'has a NUL character'),
        ('1/2/3/4/5/6/7', 'stands more than 6 folders deep'),
        ('x' * 121, 'has a name of more than 120 bytes'),
        ('\u202e', 'has no name'),
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(raw: str, problem: str) -> None:
    with pytest.raises(BadName, match=problem):
        plain_path(raw)


def test_names_that_some_file_system_takes_for_the_same_are_equal() -> None:
    assert folded('Stra\u00dfe.TXT') == folded('STRASSE.txt')


@pytest.fixture
def sink(tmp_path: Path) -> Sink:
    return Sink(Target(str(tmp_path), 100), packed_bytes=50)


def test_members_are_written_below_the_folder_and_what_was_left_out_is_told(sink: Sink, tmp_path: Path) -> None:
    sink.copy('folder/a.csv', io.BytesIO(b'a,b'))
    sink.copy('__MACOSX/a.csv', io.BytesIO(b'junk'))
    for name in ('one', 'two', 'three', 'four'):
        sink.skip(name, 'is a link')
    sink.copy('../b.csv', io.BytesIO(b'x'))
    assert [path.name for path in tmp_path.rglob('*.csv')] == ['a.csv']
    assert sink.left_out() == [
        {'why': 'is a link', 'count': 4, 'names': ['one', 'two', 'three']},
        {'why': 'leads out of its folder', 'count': 1, 'names': ['../b.csv']},
    ]


def test_the_last_of_two_members_with_one_name_counts(sink: Sink, tmp_path: Path) -> None:
    sink.copy('a.csv', io.BytesIO(b'first'))
    sink.copy('./a.csv', io.BytesIO(b'last'))
    assert (tmp_path / 'a.csv').read_bytes() == b'last'
    assert sink.notes() == ['Members that the archive holds more than once, of which the last is used: 1 ("a.csv").']


def test_names_that_only_some_systems_tell_apart_get_a_number(sink: Sink, tmp_path: Path) -> None:
    for name in ('a.csv', 'A.CSV', 'a.Csv'):
        sink.copy(name, io.BytesIO(name.encode()))
    assert sorted(path.name for path in tmp_path.iterdir()) == ['A (2).CSV', 'a (3).Csv', 'a.csv']


def test_a_member_that_is_a_file_and_a_folder_is_left_out(sink: Sink) -> None:
    sink.copy('a', io.BytesIO(b'x'))
    sink.copy('a/b.csv', io.BytesIO(b'x'))
    assert list(sink.kept) == ['a']


def test_what_does_not_fit_is_left_out_for_what_does(sink: Sink) -> None:
    sink.copy('large.csv', io.BytesIO(bytes(101)), 101)
    sink.copy('small.csv', io.BytesIO(b'x'), 1)
    assert list(sink.kept) == ['small.csv']


def test_no_more_members_are_written_than_are_taken(sink: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr('describers.unpacking.sink.MAX_MEMBERS', 2)
    for name in ('a', 'b', 'c', 'd'):
        sink.copy(name, io.BytesIO(b''))
    assert (list(sink.kept), [each['count'] for each in sink.left_out() if isinstance(each, dict)]) == (['a', 'b'], [2])


def test_bytes_are_counted_before_they_are_written(sink: Sink, tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match='unpacks to more than 0 MiB'):
        sink.copy('a.csv', io.BytesIO(bytes(101)))
    assert list(tmp_path.iterdir()) == []


def message() -> EmailMessage:
    mail = EmailMessage()
    mail.set_content('the text')
    mail.add_alternative('<p>the page</p>', subtype='html')
    mail.add_attachment(b'1', maintype='text', subtype='csv', filename='a.csv')
    mail.add_attachment(b'2', maintype='text', subtype='csv', filename='../A.csv')
    mail.add_attachment(b'3', maintype='application', subtype='pdf')
    return mail


def test_the_text_of_a_mail_is_plain_where_there_is_a_choice() -> None:
    body = body_of(message())
    assert body is not None
    assert content_of(body) == b'the text\n'


def test_attachments_have_unique_base_names() -> None:
    found = [(name, content_of(part)) for name, part in attachments_of(message())]
    assert found == [('a.csv', b'1'), ('A (2).csv', b'2'), ('attachment-3', b'3')]
