"""Finds the wheels that bring a requirement, by micropip's own rules, from answers that the host fetched before."""

import email.parser
import importlib.metadata
import io
import json
import platform
import sys
import types
import zipfile
from collections.abc import Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

JSON_PAGE = 'application/vnd.pypi.simple.v1+json'
MAX_UNPACKED_BYTES = 2**30
ASKED_OF_BROWSER = [
    'fetch_bytes',
    'fetch_string_and_headers',
    'HttpStatusError',
    'loadedPackages',
    'loadDynlibsFromPackage',
    'loadPackage',
    'get_dynlibs',
    'to_js',
]


@dataclass(frozen=True)
class Answer:
    """What an address gave; `file` holds its bytes."""

    status: int
    content_type: str
    url: str
    file: str


class Wanted(BaseException):
    """Ends this round: the host has to fetch `url` first. No handler of micropip takes it for a fault of its own."""

    def __init__(self, url: str, sha256: str | None) -> None:
        super().__init__(url)
        self.url = url
        self.sha256 = sha256


class Unfit(BaseException):
    """A wheel says itself that it is for another Python, which its page did not: another has to be chosen."""


class HttpStatusError(Exception):
    """The error that micropip expects for an answer other than 200."""

    def __init__(self, status_code: int, message: str) -> None:
        super().__init__(message)
        self.status_code = status_code
        self.message = message


class Answers:
    """The network as micropip sees it: pages with nothing left that it must not choose, and wheels."""

    def __init__(self, folder: Path, answers: dict[str, Answer]) -> None:
        self._folder = folder
        self._answers = answers
        self._sums: dict[str, str] = {}
        self.unfit: set[str] = set()
        self.left_out: list[str] = []

    def _bytes(self, url: str) -> tuple[Answer, bytes]:
        answer = self._answers.get(url)
        if answer is None:
            raise Wanted(url, self._sums.get(url))
        return answer, (self._folder / answer.file).read_bytes()

    async def page(self, url: str, _: dict[str, Any]) -> tuple[str, dict[str, str]]:
        answer, content = self._bytes(url)
        if answer.status != 200:
            raise HttpStatusError(answer.status, f'The index answered with status {answer.status}')
        text = content.decode('utf-8', 'replace')
        page = self._parsed(answer, text, url.rstrip('/').rsplit('/', 1)[-1])
        page['files'] = self._allowed(page['files'], answer.url)
        return json.dumps(page), {'content-type': JSON_PAGE}

    async def wheel(self, url: str, _: dict[str, Any]) -> bytes:
        _answer, content = self._bytes(url)
        name = unquote(url.rsplit('/', 1)[-1])
        requires = check_wheel(name, content)
        if requires is not None:
            self.unfit.add(name)
            self.left_out = [f'{name} needs Python {requires}']
            raise Unfit(name)
        return content

    @staticmethod
    def _parsed(answer: Answer, text: str, project: str) -> dict[str, Any]:
        from micropip.externals.mousebender.simple import from_project_details_html

        is_json = answer.content_type.split(';')[0].strip().lower() in (JSON_PAGE, 'application/json')
        page = json.loads(text) if is_json else dict(from_project_details_html(text, project))
        if not isinstance(page, dict) or not isinstance(page.get('files'), list):
            raise ValueError(f'The page of {project} in the index has no list of files')
        return {'meta': {'api-version': '1.0'}, 'name': project, 'files': page['files']}

    def _allowed(self, files: list[dict[str, Any]], base: str) -> list[dict[str, Any]]:
        """The wheels that may be chosen, the best of each version last, which is the one that micropip takes."""
        from micropip._utils import best_compatible_tag_index, parse_tags

        allowed = []
        for file in files:
            name = str(file.get('filename', ''))
            if not name.endswith('.whl') or name in self.unfit:
                continue
            try:
                rank = best_compatible_tag_index(parse_tags(name))
            except ValueError as error:
                self.left_out.append(f'{name}: {error}')
                continue
            problem = 'is built for another platform' if rank is None else why_left_out(file)
            if problem is not None:
                self.left_out.append(f'{name} {problem}')
                continue
            url = urljoin(base, str(file['url'])).split('#')[0]
            self._sums[url] = file['hashes']['sha256']
            allowed.append((-(rank or 0), {'filename': name, 'url': url, 'hashes': file['hashes']}))
        return [file for _, file in sorted(allowed, key=lambda each: each[0])]


def why_left_out(file: dict[str, Any]) -> str | None:
    """Why a file of a page is not chosen; None where it may be."""
    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    yanked = file.get('yanked')
    if yanked not in (None, False):
        return f'was yanked: {yanked}' if isinstance(yanked, str) else 'was yanked'
    if not isinstance(file.get('hashes'), dict) or not isinstance(file['hashes'].get('sha256'), str):
        return 'has no sha256 in the index'
    requires = file.get('requires-python')
    try:
        fits = requires is None or platform.python_version() in SpecifierSet(str(requires))
    except InvalidSpecifier:
        fits = False
    return None if fits else f'needs Python {requires}'


def check_wheel(name: str, content: bytes) -> str | None:
    """Raises ValueError for what must not be unpacked; gives the Pythons that it is for where this is none of them."""
    from packaging.specifiers import SpecifierSet

    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile as error:
        raise ValueError(f'{name} is no wheel: {error}') from error
    with archive:
        if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED_BYTES:
            raise ValueError(f'{name} would be larger than {MAX_UNPACKED_BYTES} bytes when unpacked')
        for entry in archive.namelist():
            if entry.startswith('/') or '\\' in entry or '..' in entry.split('/'):
                raise ValueError(f'{name} holds a path that leads out of it: {entry!r}')
        requires = [
            email.parser.Parser().parsestr(archive.read(entry).decode())['Requires-Python']
            for entry in archive.namelist()
            if entry.endswith('.dist-info/METADATA')
        ]
    others = (each for each in requires if each and platform.python_version() not in SpecifierSet(each))
    return next(others, None)


async def one_after_the_other(*waiting: Coroutine[Any, Any, Any]) -> list[Any]:
    try:
        return [await each for each in waiting]
    finally:
        for each in waiting:
            each.close()


def not_installed(name: str) -> str:
    """What this interpreter has says nothing about the one that the wheels are for."""
    raise importlib.metadata.PackageNotFoundError(name)


def load_micropip(folder: Path, answers: Answers) -> None:
    """Imports micropip from its wheels, with `answers` where it would ask a browser, and everything one after the other."""
    for wheel in folder.glob('*.whl'):
        unpacked = wheel.with_suffix('')
        if str(unpacked) not in sys.path:
            with zipfile.ZipFile(wheel) as archive:
                archive.extractall(unpacked)
            sys.path.insert(0, str(unpacked))
    layer = types.ModuleType('micropip._compat')
    vars(layer).update(dict.fromkeys(ASKED_OF_BROWSER), REPODATA_INFO={}, REPODATA_PACKAGES={})
    sys.modules.setdefault('micropip._compat', layer)
    from micropip import package_index, transaction, wheelinfo

    vars(package_index).update(fetch_string_and_headers=answers.page, HttpStatusError=HttpStatusError)
    vars(wheelinfo).update(fetch_bytes=answers.wheel)
    sequential = types.SimpleNamespace(gather=one_after_the_other)
    nothing = types.SimpleNamespace(metadata=types.SimpleNamespace(version=not_installed))
    vars(transaction).update(asyncio=sequential, importlib=nothing)


def find(folder: Path) -> dict[str, Any]:
    """Reads `request.json` there and gives what is wanted next, the wheels, or the problem in micropip's words."""
    request = json.loads((folder / 'request.json').read_text())
    answers = Answers(folder, {url: Answer(**answer) for url, answer in request['answers'].items()})
    load_micropip(folder, answers)
    from micropip.package import PackageMetadata
    from micropip.transaction import Transaction
    from packaging.markers import default_environment
    from packaging.utils import canonicalize_name

    installed = {canonicalize_name(name): version for name, version in request['installed'].items()}
    while True:
        transaction = Transaction(
            ctx=dict(default_environment()),
            ctx_extras=[],
            keep_going=False,
            deps=True,
            pre=False,
            fetch_kwargs={},
            index_urls=[request['index']],
            locked={name: PackageMetadata(name, version) for name, version in installed.items()},
        )
        try:
            transaction.gather_requirements([request['requirement']]).send(None)
        except StopIteration:
            return {'wheels': [described(wheel) for wheel in transaction.wheels]}
        except Unfit:
            continue
        except Wanted as wanted:
            return {'wanted': {'url': wanted.url, 'sha256': wanted.sha256}}
        except Exception as error:
            words = str(error).strip() or type(error).__name__
            return {'problem': '\n'.join([words, *answers.left_out[:20]])}


def described(wheel: Any) -> dict[str, str]:
    return {
        'name': wheel.name,
        'version': str(wheel.version),
        'fileName': wheel.filename,
        'url': wheel.url,
    }
