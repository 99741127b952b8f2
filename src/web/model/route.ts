export type Route =
  | { page: 'ask' }
  | { page: 'tasks' }
  | { page: 'task' | 'audit'; id: string }
  | { page: 'log' }
  | { page: 'python' };

/** The page that the part of an address behind # names; the front page for anything else. */
export function routeOf(hash: string): Route {
  const [, page = '', id = ''] = /^#\/([a-z]*)(?:\/([0-9a-f]{32}))?$/.exec(hash) ?? [];
  if (page === 'tasks') return id === '' ? { page: 'tasks' } : { page: 'task', id };
  if (page === 'audit') return id === '' ? { page: 'log' } : { page: 'audit', id };
  return { page: page === 'python' ? 'python' : 'ask' };
}
