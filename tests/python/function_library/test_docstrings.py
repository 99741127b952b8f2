"""Docstrings as people write them."""

import random

import pytest

from function_library.docstrings import parse as docstrings

GOOGLE = """Fetches rows from a Smalltable.

    Retrieves rows pertaining to the given keys from the Table instance
    represented by table_handle.  String keys will be UTF-8 encoded.

    Args:
        table_handle: An open smalltable.Table instance.
        keys: A sequence of strings representing the key of each table
          row to fetch.  String keys will be UTF-8 encoded.
        require_all_keys (bool, optional): If True only
            rows with values set for all keys will be returned: no others.
        *rest: What is left.
        **options (dict[str, int]): More of it.

    Returns:
        A dict mapping keys to the corresponding table row data.

    Raises:
        IOError: An error occurred accessing the smalltable.
    """
NUMPY = """
    Gaussian fit, e.g. of a peak.

    It converges i.e. it ends.

    Parameters
    ----------
    x, y : array_like
        Coordinates of the
        points.
    order : {'C', 'F'}, optional
        Memory layout.

        Default is 'C'.
    *args
        More.

    Returns
    -------
    out : ndarray
        The fit.

    Notes
    -----
    Nothing.

    Examples
    --------
    >>> fit([1], [2])
    """
SPHINX = """Send a message to a recipient

    :param str sender: The person sending the message
    :param recipient: The recipient
        of the message
    :type recipient: str
    :param priority: The priority, can be a number 1-5: default 3
    :type priority: integer or None
    :return: the message id
    :rtype: int
    :raises ValueError: if the message_body exceeds 160 characters
    """
EPYDOC = """Compute it.

    @param a: the first
    @type a: int
    @return: the sum"""
LANGCHAIN = """Search the web for `query`. Use it when facts are newer than your training.

    Args:
        query: the text to look for, for example:
            "weather in Paris"
        k: how many
    """
TABS = 'Do it.\n\n\tArgs:\n\t\tname: A name.\n\t\tage: An age.\n'
SHORT = 'x'
GERMAN = 'Bereinigt Bestellungen, z.B. doppelte. Danach sortiert.\n\nArgs:\n    bestellungen: Die Bestellungen (Liste).'
DASHES = 'Load.\n\nParameters:\n    path - where it is\n    mode: how\n\nNote:\n    slow'
ONE_LINE_ARGS = 'Load it.\nArgs: path: the path\nReturns: nothing'
AFTER = 'Load.\n\nArgs:\n    path: the path\n\nThis goes on below the arguments.'

EXPECTED = {
    'google': (GOOGLE, 'Fetches rows from a Smalltable.', {
        'table_handle': 'An open smalltable.Table instance.',
        'keys': 'A sequence of strings representing the key of each table row to fetch. String keys will be UTF-8 encoded.',
        'require_all_keys': 'If True only rows with values set for all keys will be returned: no others.',
        'rest': 'What is left.',
        'options': 'More of it.',
    }),
    'numpy': (NUMPY, 'Gaussian fit, e.g. of a peak.', {
        'x': 'Coordinates of the points.',
        'y': 'Coordinates of the points.',
        'order': "Memory layout. Default is 'C'.",
        'args': 'More.',
    }),
    'sphinx': (SPHINX, 'Send a message to a recipient', {
        'sender': 'The person sending the message',
        'recipient': 'The recipient of the message',
        'priority': 'The priority, can be a number 1-5: default 3',
    }),
    'epydoc': (EPYDOC, 'Compute it.', {'a': 'the first'}),
    'langchain': (LANGCHAIN, 'Search the web for `query`.', {
        'query': 'the text to look for, for example: "weather in Paris"', 'k': 'how many'
    }),
    'tabs': (TABS, 'Do it.', {'name': 'A name.', 'age': 'An age.'}),
    'short': (SHORT, 'x', {}),
    'german': (GERMAN, 'Bereinigt Bestellungen, z.B. doppelte.', {'bestellungen': 'Die Bestellungen (Liste).'}),
    'dashes': (DASHES, 'Load.', {'mode': 'how'}),
    'one line': (ONE_LINE_ARGS, 'Load it.', {}),
    'goes on': (AFTER, 'Load.', {'path': 'the path'}),
}  # fmt: skip


@pytest.mark.parametrize('style', EXPECTED)
def test_a_docstring_is_read_in_its_style(style: str) -> None:
    text, summary, parameters = EXPECTED[style]
    found = docstrings.parse(text)
    assert (found.summary, found.parameters) == (summary, parameters)


def test_the_description_is_what_is_no_section() -> None:
    assert docstrings.parse(GOOGLE).description == (
        'Fetches rows from a Smalltable.\n\nRetrieves rows pertaining to the given keys from the Table instance\n'
        'represented by table_handle.  String keys will be UTF-8 encoded.'
    )
    assert docstrings.parse(NUMPY).description == 'Gaussian fit, e.g. of a peak.\n\nIt converges i.e. it ends.'
    assert docstrings.parse(SPHINX).description == 'Send a message to a recipient'
    assert docstrings.parse(AFTER).description == 'Load.\n\nThis goes on below the arguments.'


@pytest.mark.parametrize(
    ('text', 'returns'), [(GOOGLE, 'A dict mapping keys'), (SPHINX, 'the message id'), (NUMPY, 'out')]
)
def test_what_comes_back_is_told(text: str, returns: str) -> None:
    assert docstrings.parse(text).returns.startswith(returns)


@pytest.mark.parametrize(
    'text', [None, 5, '', '\n', ':', ':param:', 'Args:', 'Parameters\n---', '\x00\u202eArgs:\n  \x1b[31ma: b']
)
def test_no_docstring_is_too_strange(text: object) -> None:
    found = docstrings.parse(text)
    assert not any(character in str(found) for character in '\x00\u202e\x1b')


def test_pieces_of_docstrings_in_any_order_are_read() -> None:
    pieces = [line for text, _, _ in EXPECTED.values() for line in text.splitlines()] + [
        '\t',
        ':',
        '@',
        '----',
        '*',
        '(' * 50,
    ]
    generator = random.Random(1)
    for _ in range(500):
        docstrings.parse('\n'.join(generator.choices(pieces, k=20)))


def test_a_docstring_without_end_is_cut() -> None:
    found = docstrings.parse('Long. ' + 'word ' * 100_000 + '\n\nArgs:\n    a: ' + 'b ' * 100_000)
    assert len(found.description) <= 4_000
    assert found.summary == 'Long.'
