/** Words that no name can be, so that `from functions import …` is always Python. */
const keywords = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from global if ' +
    'import in is lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
);

const identifier = /^[\p{XIDS}_][\p{XIDC}]{0,199}$/u;

export function isPythonName(text: string): boolean {
  return identifier.test(text) && !keywords.has(text);
}

/** Such as `my_tools.data_processing`; nothing relative. */
export function isModuleName(text: string): boolean {
  return text.length <= 500 && text.split('.').every(isPythonName);
}

/** A name that also every model server takes for a tool. */
export function isToolName(text: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]{0,63}$/.test(text) && isPythonName(text);
}

/** Specifiers of PEP 440, such as `>=3.11,<3.14`. */
export function areSpecifiers(text: string): boolean {
  return text.length <= 200 && text.split(',').every((part) => specifier.test(part));
}

/** A package with extras and the versions it must have, such as `pandas[excel]>=2.0`; no markers and no addresses. */
export function isRequirement(text: string): boolean {
  const found = requirement.exec(text);
  return found !== null && (found[1] === '' || areSpecifiers(found[1] as string));
}

const version = String.raw`v?(?:\d{1,9}!)?\d{1,9}(?:\.\d{1,9}){0,9}(?:\.\*|[-_.]?(?:a|b|c|rc|alpha|beta|pre|preview|post|rev|r|dev)[-_.]?\d{0,9}){0,3}(?:\+[a-z0-9.]{1,50})?`;
const specifier = new RegExp(String.raw`^\s{0,9}(?:~=|===?|!=|<=|>=|<|>)\s{0,9}${version}\s{0,9}$`, 'i');
const requirement =
  /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9])?(?:\[[A-Za-z0-9._,\s-]{1,200}\])?\s{0,9}((?:[<>=!~].{0,200})?)$/;
