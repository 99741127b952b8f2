import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { createPythonCoder } from 'python-coder';
import { serveOverHttp } from 'python-coder/mcp';

await using coder = createPythonCoder();
const stop = new AbortController();
await serveOverHttp(
  { coder, folders: ['data/samples'], signal: stop.signal, onError: console.error },
  { host: '127.0.0.1', port: 0, allowedHosts: [], token: null, onListening: (url) => void ask(url) },
);

async function ask(url: string): Promise<void> {
  const client = new Client({ name: 'example', version: '1.0.0' });
  await client.connect(new StreamableHTTPClientTransport(new URL(url)));
  const query = 'What is the average salary by department?';
  const { content } = await client.callTool({
    name: 'python_coder',
    arguments: { query, files: ['employees.csv'] },
  });
  for (const part of content) if (part.type === 'text') console.log(part.text);
  await client.close();
  stop.abort();
}
