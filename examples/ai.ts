import { generateText, stepCountIs } from 'ai';
import { aiTools } from 'python-coder/ai';
import { model } from './ai-model.ts'; // any language model that can call tools

const { text } = await generateText({
  model,
  tools: aiTools({ files: ['data/samples/employees.csv'] }),
  stopWhen: stepCountIs(5),
  prompt: 'What is the average salary by department in employees.csv?',
});
console.log(text);
