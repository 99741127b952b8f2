"""Answers one question about a template: what it renders to, or what is to be said of it."""

import json
from dataclasses import dataclass
from typing import Any, Literal

from rendering.compiled import compile_template
from rendering.environment import TemplateEnvironment
from rendering.render import render

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
    """Does once what each question takes, so that what is made lazily is there before a process forks."""
    template = '{% for item in items %}{{ loop.index }}{{ item.name | upper }}{{ n | json }}{% endfor %}'
    variables = {'items': [{'name': 'a'}], 'n': 1}
    for task in ('render', 'validate'):
        answer(Question(task, template, variables, 'strict', 1, 1000))


def _encoded(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:  # half a character, which only an escape can carry
        return json.dumps(json.loads(text)).encode()
