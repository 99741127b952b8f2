import type { AuditList, AuditText } from '../contracts/audit-record.ts';
import type { Redact } from '../text/redact.ts';
import { sha256 } from '../text/sha256.ts';
import type { NamedText } from './blobs.ts';
import { canonicalJson } from './canonical-json.ts';

const startCharacters = 500;
const maxStringCharacters = 5_000;
const listedItems = 20;

/** Makes the parts of one record: every text loses its secrets here, and what is long goes into a blob. */
export class RecordWriter {
  readonly blobs: NamedText[] = [];
  readonly #redact: Redact;

  constructor(redact: Redact) {
    this.#redact = redact;
  }

  text(original: string): AuditText {
    const { text, count } = this.#redact(original);
    const isLong = text.length > startCharacters;
    const hash = sha256(text);
    if (isLong) this.blobs.push({ sha256: hash, text });
    return {
      sha256: hash,
      bytes: Buffer.byteLength(text),
      start: isLong ? wholeCharacters(text, startCharacters) : text,
      redacted: count,
    };
  }

  list<Item>(items: readonly Item[]): AuditList<Item> {
    const safe = items.map((item) => this.plain(item));
    const isLong = safe.length > listedItems;
    return {
      count: safe.length,
      items: safe.slice(0, listedItems),
      all: isLong ? this.text(canonicalJson(safe)) : null,
    };
  }

  /** The same value with every text in it safe and of bounded length. */
  plain<Value>(value: Value): Value {
    return mapStrings(value, (text) =>
      wholeCharacters(this.#redact(text).text, maxStringCharacters),
    ) as Value;
  }
}

function mapStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, mapStrings(member, change)]));
}

/** Cut at a length, never inside a character. */
function wholeCharacters(text: string, length: number): string {
  return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
}
