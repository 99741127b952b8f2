"""Answers one question about a template: what it renders to, or what is to be said of it."""

import json
from dataclasses import dataclass
from typing import Any, Literal

from rendering.compiled import compile_template
from rendering.environment import TemplateEnvironment
from rendering.render import render

# Something of everything that templates are made of.
REHEARSED = """{# a comment #}{% macro tag(text, kind='a') -%}<{{ kind }}>{{ text | trim }}{%- endmacro %}
{% set sums = namespace(n=0) %}{% set names = ['x', "y"] %}{% raw %}{{ }}{% endraw %}
{%- for item in items if item.name %}
  {{ loop.index }}. {{ item.name | upper }} {{ tag(item.name | lower) }}{{ ',' if not loop.last else '.' }}
  {%- for part in item.parts | default([]) %} {{ part | title }}{% else %} none{% endfor %}
  {%- set sums.n = sums.n + n * 2 - 1 %}
{% endfor %}
{% if n == 1 and sums.n > 0 or n is none %}{{ items | json }}{% elif n is not defined %}-{% else %}{{ n }}{% endif %}
{{ '%.2f' % n }} {{ '{:,}'.format(n) }} {{ ', '.join(names) }} {{ items[0].name ~ n }} {{ n in [1, 2] }}
{% with m = n %}{% filter lower %}{{ m }}{% endfilter %}{% endwith %}{% for k, v in items[0].items() %}{{ k }}{% endfor %}
"""
QUESTION, ANSWER = 'question.json', 'answer.json'


@dataclass(frozen=True)
class Question:
    """`seconds` and `max_bytes` are what one rendering may take and give."""

    task: Literal['render', 'validate']
    template: str
    variables: dict[str, Any]
    undefined: Literal['strict', 'lenient']
    seconds: float
    max_bytes: int


def main() -> None:
    """Reads the question in the working folder and leaves the answer there."""
    with open(QUESTION, 'rb', buffering=0) as file:
        asked = json.loads(file.read())
    text = json.dumps(answer(Question(**asked)), ensure_ascii=False)
    with open(ANSWER, 'wb', buffering=0) as file:
        file.write(_encoded(text))


def answer(question: Question) -> dict[str, Any]:
    """What is left in the working folder."""
    if question.task == 'render':
        return render(question)
    compiled = compile_template(TemplateEnvironment(question.undefined, ()), question.template)
    return {
        'status': 'examined',
        'errors': [fault.as_json() for fault in compiled.faults],
        'variables': compiled.variables,
        'filters': compiled.filters,
    }


def rehearse() -> None:
    """Does once what each rendering takes, so that what is made lazily is there before a process forks."""
    variables = {'items': [{'name': 'a', 'parts': ['b']}, {'name': 'c'}], 'n': 1}
    answer(Question('render', REHEARSED, variables, 'strict', 1, 10_000))


def _encoded(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:  # half a character, which only an escape can carry
        return json.dumps(json.loads(text)).encode()
