import { createPythonCoder } from '../../dist/index.js';
import { scriptedModel } from '../../dist/llm/scripted-model.js';

/** The built coder in a process of its own, with its folders below one; the model answers with these programs, or what these functions give, and nobody reviews them. */
export function ownCoder(folder, programs, config = {}) {
  const replies = programs.map((program) => (request) => {
    const code = typeof program === 'function' ? program(request) : program;
    return `\`\`\`python\n${code}\n\`\`\``;
  });
  return createPythonCoder({
    model: scriptedModel(replies),
    config: {
      executionDir: `${folder}/execution`,
      auditDir: `${folder}/audit`,
      outputDir: `${folder}/artifacts`,
      stateDir: `${folder}/state`,
      model: { review: 'never' },
      ...config,
    },
  });
}

/** Tells the test one thing, as a line of JSON. */
export function say(value) {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
