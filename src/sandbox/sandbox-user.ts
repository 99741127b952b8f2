/** What root becomes before it enters the namespaces: an id no distribution assigns. Null for everybody else. */
export function sandboxUser(): number | null {
  return process.getuid?.() === 0 ? 64_001 : null;
}
