import { call, print, result, set } from '../program.ts';
import { any, firstMatch, show } from './phrases.ts';
import { fileCalled, inFile } from './sources.ts';
import type { Topic } from './topic.ts';

const nouns =
  'ya?ml|ya?ml config|ya?ml configuration|config|configuration|compose|docker compose|ya?ml document|config ya?ml';
const variables = any('(?:environment|env) (?:variables?|vars?|settings)');
const withValues = any('and (?:their )?values|with (?:their )?values');
const byService = any('by service|per service|for service|for services|grouped by service|in service');

/** Keys below which configuration files keep environment variables. */
const keys = /(?:^|\.)(?:environment|env|env_vars|environment_variables)$/i;

/** The environment variables of a YAML configuration with the place each stands in. */
export const environmentVariables: Topic = ({ words, files, asksEach }) =>
  files.flatMap((file) => {
    if (file.type !== 'yaml' || (file.documentCount ?? 1) > 1) return [];
    if (!file.load.startsWith('yaml.safe_load(') || !file.keys.some(({ name }) => keys.test(name))) return [];
    const where = inFile(file, { nouns, files });
    const found = firstMatch(
      [
        `${show}${variables}${withValues}?${byService}?${where}${withValues}?`,
        `${show}${variables}${any('set|defined|used|declared')}${where}`,
        `${show}${variables}${where}${any('set|defined|used|declared|sets|defines')}`,
        `${show}${variables}${where}${byService}`,
        ...(asksEach ? [`${show}${variables}service ${where}`] : []),
        `(?<names>${show}(?:${any('names')}${variables}|${any('environment variable names|env var names')}))${where}`,
        `${any('what|which')}${variables}${fileCalled(file, nouns)}${any('set|define|sets|defines|has|have|contain|contains')}`,
      ],
      words,
    );
    if (!found) return [];
    return [
      {
        template: 'environment-variables',
        understood: `${found.names ? 'names of the environment variables' : 'environment variables with their values'} by where they stand, from ${file.name}`,
        steps: [
          set(result, call('environment_variables', [file.name, file.encoding])),
          print(found.names ? call('names_only', [result]) : result),
        ],
      },
    ];
  });
