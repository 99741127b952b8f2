/** How a line at the left margin of a program may begin; English sentences do not. */
const statements: readonly RegExp[] = [
  /^import [\w.]+(?: as \w+)?(?:, ?[\w.]+(?: as \w+)?)*\s*(?:[;#].*)?$/,
  /^from [\w.]+ import [\w(*]/,
  /^(?:if|elif|for|while|with|def|class|try|except|async def)\b.*[:([{,\\]\s*(?:#.*)?$/,
  /^(?:if|for|while|with|def) .*:\s*\S{1,80}\s*[(=]/,
  /^(?:if|for|while|with|def|class) .*:\s*(?:pass|break|continue|return|\.\.\.)\b/,
  /^(?:else|try|finally)\s*:/,
  /^(?:assert|raise|del) \w/,
  /^(?:pass|break|continue|return)\b\s*(?:#.*)?$/,
  /^[A-Za-z_][\w.]*(?:\(|\[)/,
  /^[A-Za-z_][\w.]*(?:\s*,\s*\*?[A-Za-z_][\w.]*)*\s*(?:=(?!=)|[-+*/|&]=)/,
  /^[a-z_]\w*\s*:[\w.[\], |]+=/,
  /^@\w/,
];

/** True for a line that can only be Python. */
export function isStatement(line: string): boolean {
  return statements.some((statement) => statement.test(line));
}

/** True for a line that can only be an English sentence. */
export function isProse(line: string): boolean {
  return /^[A-Z][\w'’]*,?(?: [\w'’,-]+){2,}/.test(line);
}

/** True for a line that may go on with a program: indented, a comment, a closing bracket, or nothing. */
export function mayContinue(line: string): boolean {
  return /^(?:\s|#|[)\]}]|$)/.test(line);
}

/** True for code that gives an answer: it prints or writes something. */
export function givesAnswer(code: string): boolean {
  return /\bprint\s*\(|\.savefig\s*\(|\.to_\w+\s*\(\s*['"]|\.write\s*\(|\.save\s*\(/.test(code);
}
