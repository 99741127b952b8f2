import { expect, it } from 'vitest';
import { editorCommand } from '../../src/config/editor-command.ts';

it.each([
  [{}, ['vi']],
  [{ EDITOR: 'nano' }, ['nano']],
  [{ VISUAL: 'code --wait', EDITOR: 'nano' }, ['code', '--wait']],
  [{ VISUAL: ' ', EDITOR: `"/opt/my editor/e" -n 'a b'` }, ['/opt/my editor/e', '-n', 'a b']],
  [{ EDITOR: 'e; rm -rf $HOME' }, ['e;', 'rm', '-rf', '$HOME']],
])('reads the editor of %j as %j', (env, words) => {
  expect(editorCommand(env)).toEqual(words);
});
