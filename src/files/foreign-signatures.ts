// biome-ignore-all lint/suspicious/noControlCharactersInRegex: signatures are bytes.

/** Content that is recognised only to say clearly what it is, and what to give instead. */
export const foreignSignatures: readonly { name: string; pattern: RegExp; advice?: string }[] = [
  { name: 'a RAR archive', pattern: /^Rar!\x1a\x07/, advice: 'unpack it and give the files' },
  { name: 'a Zstandard file', pattern: /^\x28\xb5\x2f\xfd/, advice: 'unpack it and give the file' },
  { name: 'an LZ4 file', pattern: /^\x04\x22\x4d\x18/, advice: 'unpack it and give the file' },
  { name: 'an LZMA file', pattern: /^\x5d\0\0[\x01-\x80]\0\xff{8}\0/, advice: 'unpack it and give the file' },
  {
    name: 'a file packed by compress',
    pattern: /^\x1f\x9d[\x80-\x90]/,
    advice: 'unpack it and give the file',
  },
  { name: 'a Windows cabinet', pattern: /^MSCF\0{4}/, advice: 'unpack it and give the files' },
  {
    name: 'a HEIC image',
    pattern: /^\0[\s\S]{3}ftyp(?:hei[cmsx]|hev[cmsx]|mif1|msf1)/,
    advice: 'save it as JPEG or PNG',
  },
  { name: 'an AVIF image', pattern: /^\0[\s\S]{3}ftypavi[fs]/, advice: 'save it as JPEG or PNG' },
  {
    name: 'a JPEG 2000 image',
    pattern: /^(?:\0\0\0\x0cjP {2}\r\n|\xff\x4f\xff\x51)/,
    advice: 'save it as JPEG or PNG',
  },
  {
    name: 'a JPEG XL image',
    pattern: /^(?:\0\0\0\x0cJXL \r\n|\xff\x0a[\s\S]{2})/,
    advice: 'save it as JPEG or PNG',
  },
  {
    name: 'an icon',
    pattern: /^\0\0\x01\0[\x01-\x20]\0[\s\S]{3}\0[\0\x01]\0[\x01\x04\x08\x10\x18\x20]\0/,
    advice: 'save it as PNG',
  },
  { name: 'a Photoshop image', pattern: /^8BPS\0\x01/, advice: 'save it as PNG' },
  {
    name: 'a Windows metafile',
    pattern: /^(?:\xd7\xcd\xc6\x9a|\x01\0\0\0[\s\S]{36} EMF)/,
    advice: 'save it as PNG',
  },
  { name: 'a PostScript file', pattern: /^(?:\x04?%!PS|\xc5\xd0\xd3\xc6)/, advice: 'print it to a PDF' },
  { name: 'a DjVu document', pattern: /^AT&TFORM/, advice: 'print it to a PDF' },
  {
    name: 'a video',
    pattern: /^(?:\0[\s\S]{3}(?:ftyp|moov|mdat)|\x1a\x45\xdf\xa3|RIFF[\s\S]{4}AVI |\0\0\x01[\xba\xb3])/,
  },
  {
    name: 'a sound file',
    pattern:
      /^(?:ID3[\x02-\x04]|\xff[\xfb\xf3\xf2][\x10-\xf0]|OggS\0|fLaC\0|RIFF[\s\S]{4}WAVE|MThd\0|FORM[\s\S]{4}AIF)/,
  },
  {
    name: 'an Access database',
    pattern: /^\0\x01\0\0Standard (?:Jet|ACE) DB/,
    advice: 'export its tables as .csv or .xlsx',
  },
  { name: 'an Avro file', pattern: /^Obj\x01/, advice: 'save the data as Parquet or CSV' },
  {
    name: 'the shapes of a shapefile',
    pattern: /^\0\0\x27\x0a\0{20}/,
    advice: 'export it as .geojson or .csv',
  },
  {
    name: 'a SAS transport file',
    pattern: /^HEADER RECORD\*{7}LIB(?:RARY|V8 {2}) HEADER RECORD/,
    advice: 'save the data as .sas7bdat or .csv',
  },
  { name: 'an R workspace', pattern: /^RD[AX][23]\n/, advice: 'save the data with write.csv' },
  { name: 'a GRIB file', pattern: /^GRIB[\s\S]{3}[\x01\x02]/, advice: 'convert it to netCDF' },
  { name: 'a DICOM image', pattern: /^[\s\S]{128}DICM/, advice: 'save it as PNG or TIFF' },
  { name: 'an HDF4 file', pattern: /^\x0e\x03\x13\x01/, advice: 'convert it to HDF5' },
  {
    name: 'a font',
    pattern:
      /^(?:OTTO\0|\0\x01\0\0\0[\x04-\x30](?:\0[\x40\x80]|[\x01\x02]\0)\0[\x02-\x05]|wOF[F2](?:\0\x01\0\0|OTTO|true)|ttcf\0)/,
  },
  { name: 'a Linux program', pattern: /^\x7fELF/ },
  { name: 'a Windows program', pattern: /^MZ[\s\S]{0,512}[\0-\x08]/ },
  { name: 'a macOS program', pattern: /^\xcf\xfa\xed\xfe/ },
  { name: 'a Java class or macOS program', pattern: /^\xca\xfe\xba\xbe/ },
  { name: 'a WebAssembly module', pattern: /^\0asm/ },
  { name: 'compiled Python code', pattern: /^[\s\S][\x0c-\x0f]\r\n[\0-\x03]\0\0\0/ },
  { name: 'resource data of macOS that stands beside a file', pattern: /^\0\x05\x16[\0\x07]/ },
  {
    name: 'a Python pickle, which can run any code when it is opened',
    pattern: /^\x80[\x02-\x05][\x95(}\]]/,
    advice: 'save the data as Parquet, CSV or JSON',
  },
];

/** Small texts that stand where data should be. */
export const stubs: readonly { pattern: RegExp; problem: string }[] = [
  {
    pattern: /^version https:\/\/(?:git-lfs|hawser)\.github\.com\/spec\/v\d/,
    problem:
      'is only a pointer of Git LFS, the data are not here; fetch them with "git lfs pull" and give the file again',
  },
  {
    pattern: /^(?:\.\.\/)*\/?(?:\.git\/)?annex\/objects\/\S+\s*$/,
    problem:
      'is only a pointer of git-annex, the data are not here; fetch them with "git annex get" and give the file again',
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
    '.bat',
    '.cmd',
    '.ps1',
    '.sh',
  ].map((extension) => [extension, 'is a program; only data files are taken'] as const),
]);
