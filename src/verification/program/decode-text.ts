import { list, number, type TextValue, text, type Value } from './value.ts';

const bytesOf = (text: string) => Buffer.from(text, 'latin1');
const readable = (bytes: Buffer) => bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8');
const isAscii = (bytes: Buffer) => bytes.every((byte) => byte < 128);

/** What `base64.b64decode` and the like make of a text. */
const decoders = new Map<string, (text: string) => string>(
  Object.entries({
    'base64.b64decode': (coded) => readable(Buffer.from(coded, 'base64')),
    'base64.standard_b64decode': (coded) => readable(Buffer.from(coded, 'base64')),
    'base64.decodebytes': (coded) => readable(Buffer.from(coded, 'base64')),
    'base64.urlsafe_b64decode': (coded) => readable(Buffer.from(coded, 'base64url')),
    'binascii.a2b_base64': (coded) => readable(Buffer.from(coded, 'base64')),
    'base64.b16decode': (coded) => readable(Buffer.from(coded, 'hex')),
    'binascii.unhexlify': (coded) => readable(Buffer.from(coded, 'hex')),
    'binascii.a2b_hex': (coded) => readable(Buffer.from(coded, 'hex')),
    'builtins.bytes.fromhex': (coded) => readable(Buffer.from(coded.replace(/\s/g, ''), 'hex')),
    'builtins.bytearray.fromhex': (coded) => readable(Buffer.from(coded.replace(/\s/g, ''), 'hex')),
    'base64.b32decode': (coded) => readable(fromBase32(coded)),
    'urllib.parse.unquote': (coded) => coded.replace(/%([0-9a-f]{2})/gi, (_, hex) => characterOf(hex, 16)),
    'urllib.parse.unquote_plus': (coded) =>
      coded.replace(/\+/g, ' ').replace(/%([0-9a-f]{2})/gi, (_, hex) => characterOf(hex, 16)),
    'html.unescape': (coded) =>
      coded
        .replace(/&#x([0-9a-f]{1,5});?/gi, (_, hex) => characterOf(hex, 16))
        .replace(/&#(\d{1,6});?/g, (_, digits) => characterOf(digits, 10))
        .replace(/&sol;/g, '/'),
  } satisfies Record<string, (text: string) => string>),
);

const codecs = new Map<string, (text: string) => string>(
  Object.entries({
    rot13: rotate,
    rot_13: rotate,
    hex: (coded) => readable(Buffer.from(coded, 'hex')),
    hex_codec: (coded) => readable(Buffer.from(coded, 'hex')),
    base64: (coded) => readable(Buffer.from(coded, 'base64')),
    base64_codec: (coded) => readable(Buffer.from(coded, 'base64')),
    unicode_escape: (coded) => coded.replace(/\\x([0-9a-f]{2})/gi, (_, hex) => characterOf(hex, 16)),
  } satisfies Record<string, (text: string) => string>),
);

/** Functions whose results were hidden on purpose where a path or name is made of them. */
export const hidingFunctions: ReadonlySet<string> = new Set([
  ...decoders.keys(),
  ...`codecs.decode codecs.encode zlib.decompress bz2.decompress lzma.decompress gzip.decompress base64.a85decode
  base64.b85decode binascii.a2b_uu`.split(/\s+/),
]);

export function decodeText(path: string, coded: TextValue): TextValue | undefined {
  const decode = decoders.get(path);
  return decode !== undefined && coded.exact ? text(decode(coded.prefix)) : undefined;
}

/** `codecs.decode(text, codec)`; undefined for codecs that do not hide anything. */
export function decodeWith(coded: TextValue, codec: string): TextValue | undefined {
  const decode = codecs.get(codec.toLowerCase().replaceAll('-', '_'));
  return decode !== undefined && coded.exact ? text(decode(coded.prefix)) : undefined;
}

function characterOf(digits: string, base: number): string {
  const point = Number.parseInt(digits, base);
  return point <= 0x10ffff ? String.fromCodePoint(point) : '';
}

function rotate(coded: string): string {
  return coded.replace(/[a-z]/gi, (letter) => {
    const first = letter <= 'Z' ? 65 : 97;
    return String.fromCharCode(((letter.charCodeAt(0) - first + 13) % 26) + first);
  });
}

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function fromBase32(coded: string): Buffer {
  const bits = [...coded.replace(/=+$/, '').toUpperCase()]
    .map((digit) => Math.max(0, base32.indexOf(digit)).toString(2).padStart(5, '0'))
    .join('');
  return bytesOf((bits.match(/.{8}/g) ?? []).map((byte) => characterOf(byte, 2)).join(''));
}

/** What `json.loads` or `ast.literal_eval` makes of a text that is known. */
export function readData({ prefix, exact }: TextValue): Value[] {
  if (!exact) return [];
  const quoted = /^\s*'([^'\\]*)'\s*$/.exec(prefix)?.[1];
  if (quoted !== undefined) return [text(quoted)];
  try {
    return plainValue(
      JSON.parse(prefix.includes('"') ? prefix : prefix.replaceAll("'", '"').replace(/^\((.*)\)$/s, '[$1]')),
    );
  } catch {
    return [];
  }
}

function plainValue(data: unknown): Value[] {
  if (typeof data === 'string') return [text(data)];
  if (typeof data === 'number') return [number(data)];
  if (typeof data === 'boolean' || data === null) return [{ kind: 'constant', value: data }];
  if (Array.isArray(data)) return [list(data.map(plainValue))];
  const entries = Object.entries(data as object).map(([key, value]) => ({
    key: [text(key)],
    value: plainValue(value),
  }));
  return [{ kind: 'dict', entries }];
}
