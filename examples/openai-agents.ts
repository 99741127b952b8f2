import { Agent, run } from '@openai/agents';
import { openAiAgentsTools } from 'python-coder/openai-agents';
import { model } from './openai-agents-model.ts'; // any model that can call tools, or its name

const tools = openAiAgentsTools({ files: ['data/samples/employees.csv'] });
const agent = new Agent({ name: 'Analyst', model, tools });
const { finalOutput } = await run(agent, 'What is the average salary by department in employees.csv?');
console.log(finalOutput);
