import type { Author } from '../author.ts';
import { type Denial, denials } from '../denial.ts';
import { internalNames } from '../internals.ts';
import { deniedMembers } from '../members.ts';
import { blockedImports, safeStandardModules } from '../standard-library.ts';
import { forbiddenNames, handedOn, handedOnDenial } from './forbidden-names.ts';
import { allowedNames, forOperator, operatorDenials } from './operator-denials.ts';

/** How the names of one source are to be understood. */
export interface OwnNames {
  /** The dotted name of the module that a relative one stands for, such as "tools.text" for ".text". */
  absolute(path: string): string;
  /** What a dotted name stands for that leads through the operator's own files to what they import; others stand for themselves. */
  meaning(path: string): string;
  /** Whether a dotted name is what this source's imports find among the operator's own files. */
  isOwn(module: string): boolean;
}

/** The operator, whose functions use installed packages and bring their own modules. */
export function operatorAuthor(names: OwnNames): Author {
  const meaning = (path: string) => names.meaning(path.startsWith('.') ? names.absolute(path) : path);
  return {
    judge: (path) => judge(meaning(path), names),
    restricts: () => false,
    moduleOf: (path) => moduleAt(meaning(path), names),
    readsDunder: (name) => !internalNames.has(name),
    mayWrite: (letters) => !/^[\x20-\x7e]+$/.test(letters.normalize('NFKC')),
  };
}

/** Modules of the interpreter that stand in a package. */
const standardSubmodules: ReadonlySet<string> = new Set(
  `asyncio.base_events asyncio.events asyncio.subprocess collections.abc concurrent.futures email.header
   email.message email.mime email.utils html.parser json.decoder json.encoder logging.handlers os.path
   unittest.mock urllib.error urllib.parse xml.dom xml.dom.minidom xml.etree xml.etree.ElementTree xml.sax
   xml.sax.saxutils`.split(/\s+/),
);

function moduleAt(path: string, { isOwn }: OwnNames): string | undefined {
  const isModule = path.includes('.') ? standardSubmodules.has(path) : path !== 'builtins';
  return isModule && !isOwn(path.split('.')[0] as string) ? path : undefined;
}

function judge(path: string, { isOwn }: OwnNames): Denial | undefined {
  const segments = path.split('.');
  if (segments[0] === 'builtins' && forbiddenNames.has(segments[1] ?? '')) segments.shift();
  const isForeign = isTaken(segments[0] as string) || !isOwn(segments[0] as string);
  let prefix = '';
  let milder: Denial | undefined;
  for (const [index, segment] of segments.entries()) {
    const owner = prefix;
    prefix = index === 0 ? segment : `${prefix}.${segment}`;
    const denial = isForeign ? denialOf(prefix) : undefined;
    if (denial?.severity === 'blocking') return denial;
    milder ??= denial;
    if (index === 0) continue;
    if (handedOn.has(segment) && !isOwn(prefix)) return handedOnDenial;
    const passedOn = isForeign ? forbiddenNames.get(`${segments[index - 1]}.${segment}`) : undefined;
    if (passedOn !== undefined) return passedOn;
    if (isForeign && isPrivate(owner, segment)) return denials.introspection;
  }
  return milder;
}

/** What is forbidden or the interpreter's own stays so, also where a file or folder of the operator has its name. */
function isTaken(top: string): boolean {
  return forbiddenNames.has(top) || blockedImports.has(top) || safeStandardModules.has(top);
}

function denialOf(prefix: string): Denial | undefined {
  const own = forbiddenNames.get(prefix) ?? operatorDenials.get(prefix);
  if (own !== undefined) return own;
  if (prefix === 'builtins' || allowedNames.has(prefix)) return undefined;
  const denial = blockedImports.get(prefix) ?? deniedMembers.get(prefix);
  return denial && forOperator(denial);
}

/** What a standard module keeps for itself leads to what it uses; a class of it is harmless. */
function isPrivate(owner: string, segment: string): boolean {
  return /^_[^_A-Z]/.test(segment) && safeStandardModules.has(owner.split('.')[0] ?? '');
}
