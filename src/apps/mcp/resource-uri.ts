const unpaired = /\p{Cs}/gu;
const auditIdPattern = /^[0-9a-f]{32}$/;

/** Names one file a task wrote; whatever the name holds, it is one escaped segment. */
export function artifactUri(auditId: string, name: string): string {
  return `artifact://${auditId}/${encodeURIComponent(name.replace(unpaired, '\ufffd'))}`;
}

export function auditUri(auditId: string): string {
  return `audit://${auditId}`;
}

/** True for a whole id: 128 random bits that nobody guesses, where a shortened one could be tried out. */
export function isAuditId(text: string): boolean {
  return auditIdPattern.test(text);
}
