/** A moment of ISO 8601 for people: "2026-11-21 12:00:05", in UTC as it was written. */
export function formatTime(iso: string): string {
  return iso.slice(0, 19).replace('T', ' ');
}
