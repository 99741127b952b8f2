/** A relative name as the end of a URL; nothing in it is more than a name. */
export function pathOfName(name: string): string {
  return name.split('/').map(encodeURIComponent).join('/');
}
