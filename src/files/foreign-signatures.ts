// biome-ignore-all lint/suspicious/noControlCharactersInRegex: signatures are bytes.

/** Content that is recognised only to say clearly what it is. */
export const foreignSignatures: readonly { name: string; pattern: RegExp }[] = [
  { name: 'a RAR archive', pattern: /^Rar!\x1a\x07/ },
  { name: 'a Linux program', pattern: /^\x7fELF/ },
  { name: 'a Windows program', pattern: /^MZ[\s\S]{0,512}[\0-\x08]/ },
  { name: 'a macOS program', pattern: /^\xcf\xfa\xed\xfe/ },
  { name: 'a Java class or macOS program', pattern: /^\xca\xfe\xba\xbe/ },
  { name: 'a WebAssembly module', pattern: /^\0asm/ },
  {
    name: 'a Python pickle, which can run any code when it is opened',
    pattern: /^\x80[\x02-\x05][\x95(}\]]/,
  },
];

/** Extensions of files that are refused for what they are, with the reason. */
export const refusedExtensions: ReadonlyMap<string, string> = new Map([
  ...['.pickle', '.pkl', '.joblib'].map(
    (extension) =>
      [
        extension,
        'is a pickle, which can run any code when it is opened; save the data as Parquet, CSV or JSON',
      ] as const,
  ),
  ...[
    '.exe',
    '.dll',
    '.so',
    '.dylib',
    '.com',
    '.msi',
    '.app',
    '.jar',
    '.class',
    '.wasm',
    '.bin',
    '.bat',
    '.cmd',
    '.ps1',
    '.sh',
  ].map((extension) => [extension, 'is a program; only data files are taken'] as const),
]);
