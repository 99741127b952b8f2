import type { Program } from '../../contracts/runtime.ts';

/** What a zygote has imported before its first program: the standard library; numpy and pandas; then what reads files, or the full stack; Jinja and little else. `shell` imports nothing and starts shells. */
export const profiles = ['standard', 'data', 'files', 'full', 'templates', 'shell'] as const;

export type Profile = (typeof profiles)[number];

/** Modules that make a larger profile worth its memory; anything else a program imports by itself. The first fit counts. */
const worthwhile: readonly { profile: Profile; modules: readonly string[] }[] = [
  { profile: 'full', modules: ['matplotlib', 'seaborn', 'scipy', 'sklearn', 'statsmodels', 'plotly'] },
  {
    profile: 'files',
    modules: [
      ...['docx', 'pptx', 'olefile', 'pypdf', 'PyPDF2', 'pdfplumber', 'bs4', 'PIL'],
      ...['h5py', 'netCDF4', 'xarray', 'astropy', 'pyreadstat', 'icalendar', 'py7zr'],
    ],
  },
  { profile: 'data', modules: ['numpy', 'pandas', 'openpyxl', 'describers'] },
  { profile: 'templates', modules: ['rendering'] },
];

/** Profiles that can run the same program, only slower at first; the first of them starts quickly. */
export const substitutes: Record<Profile, readonly Profile[]> = {
  standard: [],
  data: ['standard'],
  files: ['data', 'standard'],
  full: ['data', 'standard'],
  templates: [],
  shell: [],
};

/** The smallest profile that spares this program its slow imports; a wrong guess costs time, never correctness. */
export function profileOf({ code, imports = [] }: Pick<Program, 'code' | 'imports'>): Profile {
  const named = [...code.matchAll(/^[ \t]*(?:import|from)[ \t]+(\w+)/gm)].map((match) => match[1] as string);
  const roots = new Set([...named, ...imports]);
  const fitting = worthwhile.find(({ modules }) => modules.some((name) => roots.has(name)));
  return fitting?.profile ?? 'standard';
}

/** The profile that a process begins with: one that takes seconds to import is started only when it is wanted again. */
export function quickProfileOf(wanted: Profile): Profile {
  return wanted === 'standard' || wanted === 'templates' ? wanted : 'data';
}
