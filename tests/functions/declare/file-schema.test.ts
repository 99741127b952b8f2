import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../../src/config/package-root.ts';
import { functionsFileSchema } from '../../../src/functions/declare/file-schema.ts';

const shipped = path.join(packageRoot, 'config/functions.schema.json');

/** Every key that a schema describes, with its schema. */
function keysIn(schema: unknown): [string, { description?: string }][] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties = {} } = schema as { properties?: Record<string, object> };
  return [...Object.entries(properties), ...Object.values(schema).flatMap(keysIn)];
}

describe('the JSON schema for editors', () => {
  it('is shipped as the declarations are read', () => {
    expect(JSON.parse(readFileSync(shipped, 'utf8'))).toEqual(functionsFileSchema());
  });

  it('describes every key', () => {
    const undescribed = keysIn(functionsFileSchema()).filter(
      ([, { description = '' }]) => description === '',
    );
    expect(undescribed.map(([key]) => key)).toEqual([]);
  });

  it('names exactly the keys of a function', () => {
    const { $defs } = functionsFileSchema() as { $defs: { PythonFunction: { properties: object } } };
    expect(Object.keys($defs.PythonFunction.properties).sort()).toEqual(
      (
        'allowed_imports description env examples file function memory_limit_mb module name network parameters ' +
        'python_path requires requires_python result retry seed timeout'
      ).split(' '),
    );
  });
});
