import { createAgent } from 'langchain';
import { langChainTools } from 'python-coder/langchain';
import { model } from './langchain-model.ts'; // any chat model that can call tools

const tools = langChainTools({ files: ['data/samples/employees.csv'] });
const agent = createAgent({ model, tools });
const { messages } = await agent.invoke({
  messages: 'What is the average salary by department in employees.csv?',
});
console.log(messages.at(-1)?.text);
