import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestCoder, testCoder } from '../helpers/test-coder.ts';

let test: TestCoder;
beforeAll(async () => {
  test = await testCoder(null);
});
afterAll(() => test[Symbol.asyncDispose]());

describe('validate', () => {
  it('names the variables and filters of a template, sorted', async () => {
    const template =
      '{% for row in rows %}{{ row.x | title }}{{ loop.index }}{% endfor %}{{ b | default(a) | json }}{{ range(2) }}' +
      '{% set own = 1 %}{{ own }}{% macro m(p) %}{{ p }}{{ outer }}{% endmacro %}{{ m(1) }}';
    expect(await test.coder.templates.validate(template)).toEqual({
      valid: true,
      errors: [],
      variables: ['a', 'b', 'outer', 'rows'],
      filters: ['default', 'json', 'title'],
    });
  });

  it('names all names that do not exist at once, with their places and the nearest that do', async () => {
    const template =
      'Hi {{ name | uper }}!\r\n{%- include "x" %}\n\n   {% fro a in b %} {{ c is defind }}{{ "| no" }}\n{{ 漢 | lowr }}';
    const { valid, errors, filters } = await test.coder.templates.validate(template);
    expect([valid, filters]).toEqual([false, []]);
    expect(
      errors.map(({ message, line, column }) => [
        line,
        column,
        message.split(/[:;]/)[0],
        message.match(/mean `(\w+)`/)?.[1],
      ]),
    ).toEqual([
      [1, 14, 'The filter `uper` is unknown', 'upper'],
      [2, 5, 'The tag `include` is not available', undefined],
      [4, 7, 'The tag `fro` is unknown', 'for'],
      [4, 29, 'The test `defind` is unknown', 'defined'],
      [5, 8, 'The filter `lowr` is unknown', 'lower'],
    ]);
    expect(errors[0]?.message).toContain('available: default, json, lower, title, trim, upper.');
  });

  it.each<[string, number, number | null, RegExp]>([
    ['a\n  {{ x y }}', 2, 8, /end of print statement/],
    ['x\n{% for a in b %}{% if a %}\nx', 2, 20, /endif/],
    ['{% if a %}{{ x[', 1, null, /end of template/],
    ['{% if a %}{% set x %}', 1, null, /endset/],
    ['{{ a }', 1, 6, /Unexpected '}'/],
    ['x\n {% endfor %}', 2, 5, /unknown tag 'endfor'/],
    ['{{ "open }}', 1, 4, /Unexpected char/],
    ['\n{# open', 2, 3, /end of comment/],
    ['{% for x %}{% endfor %}', 1, 10, /expected token 'in'/i],
    ['{{ a ? b : c }}', 1, 6, /Unexpected char '\?'/],
    ['{% set a.b.c = 1 %}', 1, 11, /Expected/i],
    [
      '{% macro m(caller) %}{{ caller() }}{% endmacro %}{% macro n(a) %}{% set a = 1 %}{% endmacro %}{{ x(',
      1,
      null,
      /./,
    ],
    ['{% extends "base.html" %}{% block body %}{% endblock %}', 1, 4, /can use no other one/],
    ['{% from "x" import y %}', 1, 4, /can use no other one/],
    ['{% do x %}', 1, 4, /extension/],
    ['{% autoescape true %}{% endautoescape %}', 1, 4, /nothing is escaped/],
  ])('finds what is wrong with %j', async (template, ...[line, column, message]) => {
    const { valid, errors } = await test.coder.templates.validate(template);
    expect(valid).toBe(false);
    expect(errors[0]).toEqual({ line, column, message: expect.stringMatching(message) });
  });

  it('says the same as rendering does first', async () => {
    const template = '{{ a | uper }}';
    const { errors } = await test.coder.templates.validate(template);
    expect(await test.coder.templates.render(template, { a: 1 })).toEqual({
      status: 'failed',
      fault: errors[0],
    });
  });

  it('shows nobody a hidden character', async () => {
    const { errors } = await test.coder.templates.validate('{% \u001b[31m %}');
    expect(errors[0]?.message).not.toContain('\u001b');
  });

  it('takes a text only', async () => {
    await expect(test.coder.templates.validate(1 as unknown as string)).rejects.toMatchObject({
      code: 'input-invalid',
    });
  });
});
