from describers.tables.divided_header import divided_names

ROWS = [['1', '2', '3'], ['4', '5', '6']]


def test_divides_a_header_that_a_stray_quotation_mark_glued() -> None:
    assert divided_names(['a,b,c'], ROWS, ',') == ['a', 'b', 'c']
    assert divided_names(['a', 'b,"c"'], ROWS, ',') == ['a', 'b', 'c']


def test_divides_a_header_with_another_delimiter() -> None:
    assert divided_names(['a;b;c'], ROWS, ',') == ['a', 'b', 'c']
    assert divided_names(['a\tb\tc'], ROWS, ';') == ['a', 'b', 'c']


def test_leaves_every_other_header_alone() -> None:
    assert divided_names(['a', 'b', 'c'], ROWS, ',') is None
    assert divided_names(['a,b', 'b,c', 'd'], ROWS, ',') is None
    assert divided_names(['Figures; by month'], ROWS, ',') is None
    assert divided_names(['a,a,b'], ROWS, ',') is None
    assert divided_names(['a,b,c'], [['1'], ['2', '3', '4']], ',') is None
    assert divided_names(['a,b,c'], [], ',') is None
