"""Answers what can't work here with a sentence that says what to use instead; what is refused, the kernel refuses anyway."""

import errno
import functools
from collections.abc import Callable
from typing import Any

from program import module_patches

# A semaphore without shared memory is a missing file or function, everything else a missing permission.
REFUSED = (errno.EPERM, errno.EACCES, errno.ENOSYS, errno.ENOENT)
ONE_PROCESS = 'A program here is one process and can start no other: use a plain loop, threads or n_jobs=1'
NO_LANGUAGE_DATA = (
    'The nltk data "{}" is not installed, and nothing can be downloaded here. These work without data: '
    'nltk.word_tokenize(text, preserve_line=True), nltk.wordpunct_tokenize, nltk.RegexpTokenizer, nltk.TweetTokenizer, '
    'nltk.PunktSentenceTokenizer().tokenize(text), nltk.PorterStemmer, nltk.SnowballStemmer, nltk.FreqDist, nltk.ngrams, '
    'sklearn.feature_extraction.text.ENGLISH_STOP_WORDS, and textblob.TextBlob(text).sentiment for English.'
)


def explain() -> None:
    """Covers the modules that are there and those the program imports later."""
    module_patches.apply(
        {
            'multiprocessing.process': _explain_processes,
            'multiprocessing.synchronize': _explain_locks,
            'subprocess': _explain_commands,
            'nltk.data': _name_missing_data,
            'threadpoolctl': _find_no_thread_pools,
            'shutil': _copy_without_modes,
        }
    )


def _explain_processes(module: Any) -> None:
    module.BaseProcess.start = _explained(module.BaseProcess.start)


def _explain_locks(module: Any) -> None:
    module.SemLock.__init__ = _explained(module.SemLock.__init__)


def _explain_commands(module: Any) -> None:
    module.Popen._execute_child = _explained(module.Popen._execute_child)


def _explained(original: Callable[..., Any]) -> Callable[..., Any]:
    """The same, but what the kernel refuses is answered with what to use instead."""

    @functools.wraps(original)
    def attempt(*arguments: object, **options: object) -> Any:
        try:
            return original(*arguments, **options)
        except OSError as error:
            if error.errno not in REFUSED:
                raise
            raise PermissionError(errno.EPERM, ONE_PROCESS) from None

    return attempt


def _copy_without_modes(module: Any) -> None:
    """Without a mount namespace modes and times can't be changed; a copy is worth having without them."""
    for name in ('copymode', 'copystat'):
        setattr(module, name, _unless_refused(getattr(module, name)))


def _unless_refused(original: Callable[..., None]) -> Callable[..., None]:
    @functools.wraps(original)
    def copy(*arguments: object, **options: object) -> None:
        try:
            original(*arguments, **options)
        except PermissionError as error:
            if error.errno != errno.EPERM:
                raise

    return copy


def _name_missing_data(module: Any) -> None:
    find = module.find

    def find_or_explain(resource_name: object, paths: object = None) -> Any:
        try:
            return find(resource_name, paths)
        except LookupError:
            raise LookupError(NO_LANGUAGE_DATA.format(str(resource_name)[:100])) from None

    module.find = find_or_explain


def _find_no_thread_pools(module: Any) -> None:
    # Without a /proc of its own a program can't list its libraries; their pools have one thread each anyway.
    load = module.ThreadpoolController._load_libraries

    def load_if_allowed(self: Any) -> None:
        try:
            load(self)
        except PermissionError:
            return

    module.ThreadpoolController._load_libraries = load_if_allowed
