import { createAgent } from 'langchain';
import { withTextToolCalls } from 'python-coder/agents';
import { langChainTools } from 'python-coder/langchain';
import { model } from './text-only-model.ts'; // any chat model, also one without tool calls

const tools = langChainTools({ files: ['data/samples/employees.csv'] });
const agent = createAgent({ model: withTextToolCalls(model), tools });
const { messages } = await agent.invoke({
  messages: 'What is the average salary by department in employees.csv?',
});
console.log(messages.at(-1)?.text);
