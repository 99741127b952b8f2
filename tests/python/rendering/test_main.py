"""Questions about templates, and their answers."""

import json
import os
from pathlib import Path
from typing import Any, Literal

import pytest

import forked
from rendering import main
from rendering.main import Question

MIB = 1 << 20


def answer(
    template: str, variables: dict[str, Any] | None = None, *, seconds: float = 5, max_bytes: int = MIB
) -> dict[str, Any]:
    question = Question('render', template, variables or {}, 'strict', seconds, max_bytes)
    given: dict[str, Any] = forked.run(lambda: main.answer(question))
    return given


def test_a_question_in_the_working_folder_is_answered_there(tmp_path: Path) -> None:
    asked = {
        'task': 'render',
        'template': '\ud83d{{ n }}é',
        'variables': {'n': 12345678901234567890},
        'undefined': 'strict',
        'seconds': 5,
        'max_bytes': MIB,
    }
    (tmp_path / 'question.json').write_text(json.dumps(asked))

    def run() -> None:
        os.chdir(tmp_path)
        main.main()

    forked.run(run)
    said = json.loads((tmp_path / 'answer.json').read_bytes())
    assert said == {'status': 'rendered', 'text': '\ud83d12345678901234567890é'}


def test_a_text_may_be_as_long_as_its_bound_and_no_byte_longer() -> None:
    assert answer('éé', max_bytes=4)['status'] == 'rendered'
    assert answer('\n{{ a }}', {'a': 'ééé'}, max_bytes=6) == {
        'status': 'output-too-large',
        'fault': {'message': 'Its text is longer than the 0 MiB that it may have.', 'line': 2, 'column': None},
    }


def test_time_is_over_also_while_a_template_is_compiled() -> None:
    said = answer('{{ a }}' * 20_000, {'a': 1}, seconds=0.01)
    assert said['status'] == 'timed-out'


@pytest.mark.parametrize(
    ('template', 'line'),
    [
        ('{{ 1 // 0 }}', 1),
        ('\n{% set a = 1 -%}\n\n{{ a.b }}', 4),
        ('{% macro m() %}\n{{ 1 // 0 }}\n{% endmacro %}\n{{ m() }}', 2),
        ('{% for a in [1, 0] %}\n\n{{ 1 // a }}{% endfor %}', 3),
        ('{{ "a" + 1 }}', 1),
        ('{% for a in 5 %}{% endfor %}', 1),
        ('{{ 5() }}', 1),
        ('\n{% set x.y = 1 %}', 2),
    ],
)
def test_what_fails_has_its_line(template: str, line: int) -> None:
    said = answer(template)
    assert (said['status'], said['fault']['line'], said['fault']['column']) == ('failed', line, None)
    assert said['fault']['message'].endswith('.')


def test_what_is_rehearsed_is_sound() -> None:
    said = answer(main.REHEARSED, {'items': [{'name': 'a'}], 'n': 1})
    assert said['status'] == 'rendered'


def test_a_rehearsal_leaves_no_trace() -> None:
    kind: Literal['validate'] = 'validate'
    main.rehearse()
    assert main.answer(Question(kind, '{{ x }}', {}, 'strict', 1, MIB))['variables'] == ['x']
