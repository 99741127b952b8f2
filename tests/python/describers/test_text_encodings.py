"""How the bytes of a text are read."""

from pathlib import Path

import pytest

from describers.base.problem import FileProblem
from describers.encoding.file_encoding import file_encoding
from describers.encoding.legacy_encoding import guess_legacy
from describers.encoding.open_text import open_text
from describers.encoding.text_encoding import Encoding, decodes, detect_encoding


@pytest.mark.parametrize(
    ('data', 'codec'),
    [
        (b'plain', 'utf-8'),
        ('é日本'.encode(), 'utf-8'),
        ('é'.encode('utf-8-sig'), 'utf-8-sig'),
        ('a,b\n1,2\n'.encode('utf-16'), 'utf-16'),
        ('a,b\n1,2\n'.encode('utf-16-le'), 'utf-16-le'),
        ('a,b\n1,2\n'.encode('utf-16-be'), 'utf-16-be'),
        ('a,b\n'.encode('utf-32'), 'utf-32'),
        ('日本語'.encode('iso2022_jp'), 'iso2022_jp'),
        ('Größe;Länge;Straße\nmüde;grün;schön\n'.encode('cp1252'), 'cp1252'),
    ],
)
def test_marks_and_bytes_tell_the_encoding(data: bytes, codec: str) -> None:
    assert detect_encoding(data).codec == codec


def test_a_guess_among_old_encodings_always_ends_with_one_that_decodes_most() -> None:
    assert guess_legacy('Größe'.encode('cp1252'))[-1] == ('cp1252', 0.1)


def test_a_few_damaged_bytes_are_replaced_with_a_warning() -> None:
    encoding = detect_encoding('é'.encode() * 20 + b'\xff')
    assert (encoding.codec, encoding.errors) == ('utf-8', 'replace')
    assert encoding.warnings() == ['Some bytes are not valid UTF-8; they are read as "\ufffd".']


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(FileProblem, match='binary data'):
        detect_encoding(bytes(range(32)) * 40)


def test_a_character_cut_at_the_end_of_a_part_is_dropped() -> None:
    assert Encoding('utf-8', 1.0).decode('aé'.encode()[:-1]) == 'a'


def test_blocks_may_divide_a_character() -> None:
    data = '日本'.encode()
    assert decodes([data[:1], data[1:4], data[4:]], 'utf-8')
    assert not decodes([data[:1]], 'utf-8')


def test_what_a_file_says_of_itself_counts_where_it_is_true(tmp_path: Path) -> None:
    path = tmp_path / 'page'
    path.write_bytes('Привет, мир'.encode('koi8-r'))
    assert file_encoding(str(path), 'koi8-r') == Encoding('koi8-r', 1.0)
    assert file_encoding(str(path), 'ascii').codec != 'ascii'


@pytest.mark.parametrize(
    ('encoding', 'source'),
    [
        (Encoding('utf-8', 1.0), "open('a', encoding='utf-8')"),
        (Encoding('utf-8', 0.9, 'replace'), "open('a', encoding='utf-8', errors='replace')"),
    ],
)
def test_a_program_opens_a_text_as_it_was_described(encoding: Encoding, source: str) -> None:
    assert open_text('a', encoding) == source


@pytest.mark.parametrize(('text', 'codec'), [
    ('이름,메모\n김철수,좋아요 ㅋㅋㅋ\n이영희,슬퍼요 ㅠㅠ\n박민수,감사합니다\n', 'cp949'),
    ('名前,都市\n' + '佐藤,東京,よろしくお願いします\n' * 20, 'cp932'),
    ('item,price\nA,€5\nB,€6\n', 'cp1252'),
    ('name,town\nAnn,São Paulo\nBo,Málaga\nCy,Paris\n', 'cp1252'),
])  # fmt: skip
def test_a_legacy_encoding_is_told(text: str, codec: str) -> None:
    data = text.encode(codec)
    encoding = detect_encoding(data)
    assert (encoding.decode(data), encoding.errors) == (text, 'strict')


@pytest.mark.parametrize('codec', ['cp932', 'gb18030', 'utf-8'])
def test_a_damaged_byte_changes_one_character_and_not_the_encoding(codec: str) -> None:
    rows = '佐藤,東京,よろしくお願いします\n' if codec != 'gb18030' else '名字,北京,这是一个很长的句子\n'
    data = bytearray((rows * 60).encode(codec))
    data[data.index(b',') + 1 : data.index(b',') + 2] = b'\xff'
    encoding = detect_encoding(bytes(data))
    assert (encoding.codec, encoding.errors) == (codec, 'replace')


def test_no_bytes_are_guessed_to_be_from_a_mainframe_or_dos() -> None:
    for text, codec in (('Zo\xeb,1\n', 'latin-1'), ('\x80,5\n', 'latin-1')):
        assert detect_encoding(text.encode(codec)).codec in ('cp1252', 'utf-8', 'latin-1', 'cp1250', 'cp1254')


@pytest.mark.parametrize(('text', 'codec'), [
    ('id,city\n1,Logroño\n2,Málaga\n', 'cp1252'),
    ('id,city\n1,Liège\n2,Nîmes\n', 'cp1252'),
    ('id,city\n1,Łódź\n2,Kraków\n3,Gdańsk\n', 'cp1250'),
    ('id,city\n1,Częstochowa\n2,Świnoujście\n', 'iso8859-2'),
    ('id,city\n1,Plzeň\n2,Děčín\n', 'cp1250'),
    ('id,city\n1,Muğla\n2,Iğdır\n', 'cp1254'),
    ('id,city\n1,Šiauliai\n2,Marijampolė\n3,Panevėžys\n', 'cp1257'),
    ('id,city\n1,Köln\n2,Zürich\n3,Orléans\n', 'mac_roman'),
    ('id,city\n1,ORLÉANS\n2,BESANÇON\n', 'cp1252'),
    ('id,area\n1,10 m²\n2,5 µm\n3,“25°C”\n', 'cp1252'),
    ('id,name\n1,Άννα\n2,Ελένη\n', 'iso8859-7'),
    ('id,name\n1,Иван Вазов\n2,Ann Smith\n', 'cp1251'),
    ('会社,国\nソニー,日本\nA社,ドイツ\n', 'cp932'),
    ('名,品\n高橋,カメラ\n佐藤,リンゴ\n', 'euc_jp'),
    ('型号,说明\nA型,ABC公司X产品\n', 'gb18030'),
])  # fmt: skip
def test_a_few_words_tell_a_legacy_encoding(text: str, codec: str) -> None:
    data = text.encode(codec)
    encoding = detect_encoding(data)
    assert (data.decode(encoding.codec), encoding.errors) == (text, 'strict')
