import { hiddenInLine } from '../text/hidden-characters.ts';

const maxBytes = 120;

/** A plain, visible base name that is safe in any folder and keeps its extension: no separators, leading dots or dashes, control or bidi characters. */
export function programName(original: string): string {
  const base = original.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const visible = base.replace(hiddenInLine, '').trim();
  const extension = (/\.[^.]+$/.exec(visible)?.[0] ?? '').trimEnd();
  const stem = visible.slice(0, visible.length - extension.length).replace(/^[.\-\s]+|\s+$/g, '');
  return shortened(stem || 'file', extension);
}

/** Names in the order of the inputs; a later file with a taken name becomes "name (2).ext", also where only case differs. */
export function programNames(originals: string[]): string[] {
  const taken = new Set<string>();
  return originals.map((original) => {
    const wanted = programName(original);
    let name = wanted;
    for (let copy = 2; taken.has(folded(name)); copy += 1) name = numbered(wanted, copy);
    taken.add(folded(name));
    return name;
  });
}

function numbered(name: string, copy: number): string {
  const extension = /\.[^.]+$/.exec(name)?.[0] ?? '';
  return shortened(name.slice(0, name.length - extension.length), ` (${copy})${extension}`);
}

function folded(name: string): string {
  return name.toUpperCase().toLowerCase();
}

/** Shortens the stem by whole characters; an extension too long to be one is cut as well. */
function shortened(stem: string, ending: string): string {
  const kept = Array.from(ending).slice(0, 40).join('');
  const characters = Array.from(stem);
  while (characters.length > 1 && Buffer.byteLength(characters.join('') + kept) > maxBytes) characters.pop();
  return characters.join('') + kept;
}
