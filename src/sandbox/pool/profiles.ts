/** What a zygote has imported before its first program; each profile includes the ones before it. */
export const profiles = ['standard', 'data', 'full'] as const;

export type Profile = (typeof profiles)[number];

/** Import roots that make a larger profile worth its memory; anything else a program imports by itself. */
const worthwhile: Record<Exclude<Profile, 'standard'>, string[]> = {
  data: ['numpy', 'pandas', 'openpyxl', 'describers'],
  full: ['matplotlib', 'seaborn', 'scipy', 'sklearn', 'statsmodels', 'plotly'],
};

/** The smallest profile that spares this program its slow imports; a wrong guess costs time, never correctness. */
export function profileOf(code: string): Profile {
  const roots = new Set(
    [...code.matchAll(/^[ \t]*(?:import|from)[ \t]+(\w+)/gm)].map((match) => match[1] as string),
  );
  if (worthwhile.full.some((name) => roots.has(name))) return 'full';
  return worthwhile.data.some((name) => roots.has(name)) ? 'data' : 'standard';
}
