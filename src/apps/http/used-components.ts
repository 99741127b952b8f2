interface Described {
  paths?: object | undefined;
  components?: { schemas?: Record<string, unknown> | undefined } | undefined;
}

const reference = /"#\/components\/schemas\/([^"]+)"/g;
const input = 'Input';

/** A document with those component schemas only that something refers to; one that is only taken in needs no name that says so. */
export function withUsedComponents<Document extends Described>(document: Document): Document {
  const { schemas = {} } = document.components ?? {};
  const used = new Set<string>();
  const use = (part: unknown): void => {
    for (const [, name = ''] of JSON.stringify(part ?? null).matchAll(reference)) {
      if (used.has(name)) continue;
      used.add(name);
      use(schemas[name]);
    }
  };
  use(document.paths);
  const nameOf = (name: string): string => {
    const plain = name.slice(0, -input.length);
    return name.endsWith(input) && plain in schemas && !used.has(plain) ? plain : name;
  };
  const kept = Object.entries(schemas).filter(([name]) => used.has(name));
  const tidy = {
    ...document,
    components: {
      ...document.components,
      schemas: Object.fromEntries(kept.map(([name, schema]) => [nameOf(name), schema])),
    },
  };
  const text = JSON.stringify(tidy).replace(
    reference,
    (_, name: string) => `"#/components/schemas/${nameOf(name)}"`,
  );
  return JSON.parse(text) as Document;
}
