"""Describes web archives (MIME HTML, "single file web pages"): the page in them that holds the most tables."""

import codecs
import email
import os
from email.message import Message

from describers.base.description import Description, texts_in
from describers.base.loading import Expression, call
from describers.base.problem import FileProblem
from describers.containers.mail_parts import check_parts, content_of
from describers.text.html import Page, describe_page

PAGE = '.page.html'
NO_PAGE = 'is a web archive without a page in it; save the page again, as .html or .xlsx'
NOTE = 'The file is a web archive: `load` takes the page out of it.'
SEVERAL = 'The file is a web archive with {count} pages: `load` takes page {index} out of it, from 0.'


def describe(name: str, file_type: str) -> Description:
    """A spreadsheet program keeps each sheet as a page of its own, and the frame around them as the first."""
    check_parts(name)
    with open(name, 'rb') as file:
        message = email.message_from_binary_file(file)
    pages = [part for part in message.walk() if part.get_content_type() == 'text/html']
    if not pages:
        raise FileProblem(NO_PAGE)
    index = max(range(len(pages)), key=lambda at: (content_of(pages[at]).lower().count(b'<td'), -at))
    with open(PAGE, 'wb') as file:
        file.write(content_of(pages[index]))
    try:
        described = describe_page(Page(PAGE, _content(name, index), _charset(pages[index])), 'html')
    finally:
        os.remove(PAGE)
    note = NOTE if len(pages) == 1 else SEVERAL.format(count=len(pages), index=index)
    return {**described, 'warnings': [note, *texts_in(described['warnings'])]}


def _content(name: str, index: int) -> Expression:
    """The bytes of the page, in a program."""
    parts = f'email.message_from_bytes({call("Path", name)}.read_bytes()).walk()'
    pages = f"[part for part in {parts} if part.get_content_type() == 'text/html']"
    return Expression(f'{pages}[{index}].get_payload(decode=True)')


def _charset(part: Message) -> str | None:
    try:
        return codecs.lookup(part.get_content_charset() or '').name
    except (LookupError, UnicodeError):
        return None
