import { describe, expect, it } from 'vitest';
import { type AskableTable, listAskable } from '../../src/templates/askable.ts';
import { matchColumn } from '../../src/templates/match-column.ts';
import { csv } from './described-files.ts';

function match(words: string, names: string[], more: { omittedColumns?: number } = {}): string | undefined {
  const dtypes = Object.fromEntries(names.map((name) => [name, 'str']));
  const { description } = csv('employees.csv', dtypes, { rows: [] });
  const table = { ...(listAskable([description])[0] as AskableTable), ...more };
  return matchColumn(words.split(' '), table)?.column.name;
}

describe('matchColumn', () => {
  it.each([
    ['hire date', ['hireDate', 'date'], 'hireDate'],
    ['hire_date', ['Hire Date'], 'Hire Date'],
    ['cities', ['city', 'country'], 'city'],
    ['department', ['dept', 'name'], 'dept'],
    ['salary', ['annual_salary_usd', 'name'], 'annual_salary_usd'],
    ['age', ['employee_age', 'name'], 'employee_age'],
    ['earning', ['salary'], 'salary'],
    ['pay', ['Salary (USD)'], 'Salary (USD)'],
    ['revenue', ['amount', 'product'], 'amount'],
    ['departmnet', ['department'], 'department'],
    ['catagory', ['category'], 'category'],
  ])('takes "%s" in %j for %s', (words, names, expected) => {
    expect(match(words, names)).toBe(expected);
  });

  it.each([
    ['salary', ['salary_min', 'salary_max']],
    ['salary', ['min_salary']],
    ['sale', ['salesperson']],
    ['country', ['county']],
    ['employer', ['employee']],
    ['product', ['production']],
    ['price', ['cost']],
    ['count', ['country']],
    ['salary', ['base salary', 'annual salary']],
    ['value', ['value', 'value.1', 'other']],
    ['name', ['']],
  ])('never guesses a column for "%s" in %j', (words, names) => {
    expect(match(words, names)).toBeUndefined();
  });

  it('takes only full names when columns are left out of the description', () => {
    expect(match('salary', ['annual_salary'], { omittedColumns: 3 })).toBeUndefined();
    expect(match('salaries', ['salary'], { omittedColumns: 3 })).toBe('salary');
  });
});
