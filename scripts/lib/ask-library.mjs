import { createPythonCoder, scriptedModel } from '../../dist/index.js';

// What the README shows of the library, for a check that this Node runs it.
const model = scriptedModel(['```python\nprint(6 * 7)\n```']);
const coder = createPythonCoder({ model, config: { model: { review: 'never' } } });
const { status, result } = await coder.executeCodeTask('What is six times seven?');
console.log(status, result);
await coder[Symbol.asyncDispose]();
