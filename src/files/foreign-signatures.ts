interface Signature {
  /** Name for people, with its article. */
  name: string;
  /** Bytes as Latin-1 text at `offset`. */
  bytes: string;
  offset?: number;
  /** The bytes are also plausible text: a control byte must follow nearby to believe them. */
  weak?: true;
}

/** Content that is recognised only to say clearly what it is; when a format becomes supported its row moves to `formats.ts`. */
export const foreignSignatures: readonly Signature[] = [
  { name: 'a PNG image', bytes: '\x89PNG\r\n\x1a\n' },
  { name: 'a JPEG image', bytes: '\xff\xd8\xff' },
  { name: 'a GIF image', bytes: 'GIF87a' },
  { name: 'a GIF image', bytes: 'GIF89a' },
  { name: 'a TIFF image', bytes: 'II*\0' },
  { name: 'a TIFF image', bytes: 'MM\0*' },
  { name: 'a WebP image', bytes: 'WEBP', offset: 8 },
  { name: 'a PDF document', bytes: '%PDF-' },
  { name: 'a gzip archive', bytes: '\x1f\x8b' },
  { name: 'a bzip2 archive', bytes: '1AY&SY', offset: 4 },
  { name: 'an xz archive', bytes: '\xfd7zXZ\0' },
  { name: 'a 7-Zip archive', bytes: "7z\xbc\xaf'\x1c" },
  { name: 'a RAR archive', bytes: 'Rar!\x1a\x07' },
  { name: 'a Linux program', bytes: '\x7fELF' },
  { name: 'a Windows program', bytes: 'MZ', weak: true },
  { name: 'a macOS program', bytes: '\xcf\xfa\xed\xfe' },
  { name: 'a Java class or macOS program', bytes: '\xca\xfe\xba\xbe' },
  { name: 'a WebAssembly module', bytes: '\0asm' },
  { name: 'a SQLite database', bytes: 'SQLite format 3\0' },
  { name: 'a Parquet file', bytes: 'PAR1', weak: true },
  { name: 'an Arrow file', bytes: 'ARROW1', weak: true },
  { name: 'an HDF5 file', bytes: '\x89HDF\r\n\x1a\n' },
  { name: 'a NumPy array', bytes: '\x93NUMPY' },
  { name: 'a Python pickle', bytes: '\x80\x04\x95' },
];

/** Text formats that are not tables, numbers or notes; a text file may hold them, a table can't. */
export const foreignTexts: readonly { name: string; pattern: RegExp }[] = [
  { name: 'an HTML page', pattern: /^\s*<(!doctype html|html|head|body|table)\b/i },
  { name: 'an XML document', pattern: /^\s*<\?xml\s/i },
  { name: 'an RTF document', pattern: /^\{\\rtf/ },
];

/** Name of a binary format that is not supported, or undefined. */
export function foreignBinary(head: Buffer): string | undefined {
  return foreignSignatures.find(({ bytes, offset = 0, weak }) => {
    if (head.subarray(offset, offset + bytes.length).toString('latin1') !== bytes) return false;
    return weak === undefined || head.subarray(0, 512).some((byte) => byte < 9);
  })?.name;
}
