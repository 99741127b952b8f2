import { installedVersions } from '../../verification/importable-modules.ts';
import { forbiddenNames } from '../../verification/policy/operator/forbidden-names.ts';
import { canonicalName, distributionOf } from '../../verification/policy/safe-packages.ts';
import { blockedImports, safeStandardModules } from '../../verification/policy/standard-library.ts';
import { privateStandardModules } from './private-standard-modules.ts';

const row = (text: string): [string, string[]][] =>
  text
    .trim()
    .split(/\n\s*/)
    .map((line) => {
      const [module = '', ...distributions] = line.trim().split(/\s+/);
      return [module, distributions];
    });

/** Modules whose distributions have other names, beside those that the policy knows. */
const distributionsOf: ReadonlyMap<string, readonly string[]> = new Map(
  row(`
    dotenv python-dotenv
    jwt PyJWT
    Crypto pycryptodome
    Cryptodome pycryptodomex
    OpenSSL pyOpenSSL
    psycopg2 psycopg2 psycopg2-binary
    MySQLdb mysqlclient
    serial pyserial
    git GitPython
    fitz PyMuPDF
    magic python-magic
    slugify python-slugify
    jose python-jose
    multipart python-multipart
    websocket websocket-client
    usaddress usaddress
    Levenshtein Levenshtein python-Levenshtein
    pkg_resources setuptools
    googleapiclient google-api-python-client
    faiss faiss-cpu faiss-gpu
    ruamel ruamel.yaml
    zmq pyzmq
    markdown Markdown
    cv2 opencv-python opencv-python-headless
    docx python-docx
    win32com pywin32
    nacl PyNaCl
    skimage scikit-image
    sentence_transformers sentence-transformers
    grpc grpcio
    snowflake snowflake-connector-python
    ldap python-ldap
    telegram python-telegram-bot
    discord discord.py
    kafka kafka-python`),
);

/** What is known of a top-level module that is none of the operator's: `named` like a distribution, or only `alike`, it may be another. */
export type OutsideModule =
  | { status: 'standard' }
  | { status: 'installed'; distribution: string; certainty: 'known' | 'named' | 'alike' }
  | { status: 'absent'; distribution: string | null };

/** Knows which top-level modules the interpreter has; a distribution may have another name, so a likely one counts. */
export function outsideModules(packages: Record<string, string>): (module: string) => OutsideModule {
  const installed = new Set(installedVersions(packages).keys());
  return (module) => {
    if (isStandard(module)) return { status: 'standard' };
    const named = distributionOf(module);
    const known = [...(named ? [named] : []), ...(distributionsOf.get(module) ?? [])];
    const own = canonicalName(module);
    const found = [...known, own].find((name) => installed.has(canonicalName(name)));
    const certainty = known.length > 0 ? 'known' : 'named';
    if (found !== undefined) return { status: 'installed', distribution: found, certainty };
    if (known[0] !== undefined) return { status: 'absent', distribution: known[0] };
    const alike = [...installed].find((name) => isLikely(name, own));
    if (alike !== undefined) return { status: 'installed', distribution: alike, certainty: 'alike' };
    return { status: 'absent', distribution: null };
  };
}

/** Whether the interpreter surely has a module of this name, whatever the operator brings. */
export function isSurelyThere(known: OutsideModule): boolean {
  return known.status === 'standard' || (known.status === 'installed' && known.certainty === 'known');
}

/** Also what is forbidden, whoever it comes from. */
function isStandard(module: string): boolean {
  const lists = [safeStandardModules, blockedImports, forbiddenNames, privateStandardModules];
  return lists.some((list) => list.has(module));
}

/** `google` comes with google-auth, `attr` with attrs, `yaml` with pyyaml. */
function isLikely(distribution: string, module: string): boolean {
  const parts = distribution.split('-');
  if (parts.includes(module)) return true;
  return module.length >= 4 && [`py${module}`, `${module}s`, `python-${module}`].includes(distribution);
}
