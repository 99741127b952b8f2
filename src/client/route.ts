import { CoderError } from '../errors/coder-error.ts';

/** A path whose values are names of one or more folders and a file, and can lead nowhere else; throws `input-invalid` for one that would. */
export function route(parts: TemplateStringsArray, ...values: string[]): string {
  return parts.reduce((path, part, at) => `${path}${encoded(values[at - 1] ?? '')}${part}`);
}

/** The parameters that were given, as they follow a path. */
export function query(parameters: Record<string, string | number | undefined>): string {
  const given = Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
  );
  return given.length === 0 ? '' : `?${given.join('&')}`;
}

function encoded(name: string): string {
  const parts = name.split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..'))
    throw new CoderError(`${JSON.stringify(name)} is no name that a service can have.`, {
      code: 'input-invalid',
    });
  return parts.map(encodeURIComponent).join('/');
}
