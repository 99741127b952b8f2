import '../../../src/web/widget/python-tool-widget.ts';

const empty = { executionCount: 0, successCount: 0, errorCount: 0, averageMs: 0, lastExecutionTime: null };

/** A runtime and its tools as a test wants them to be, for the widgets of this page. */
window.fake = {
  listeners: new Set(),
  calls: [],
  stats: { ...empty },
  answers: [],
  state: {
    status: 'ready',
    problem: null,
    host: 'web-worker',
    versions: { pyodide: '314.0.7', python: '3.14.2' },
    packages: [],
    startMs: 1_900,
  },
  tools: [{ name: 'execute_python', description: 'Runs Python.' }],
  tell() {
    for (const listener of this.listeners) listener();
  },
};

const { fake } = window;

fake.runtime = {
  isReady: () => fake.state.status === 'ready',
  getState: () => fake.state,
  init: async () => {
    fake.calls.push(['init']);
  },
  on: (_name, listener) => {
    fake.listeners.add(listener);
    return () => fake.listeners.delete(listener);
  },
};

fake.moduleApi = {
  getStats: () => fake.stats,
  getToolDeclarations: () => fake.tools,
  executeTool: (name, args, options) => {
    fake.calls.push([name, args]);
    const ended = Promise.withResolvers();
    fake.open = { ...ended, ...options };
    options.signal?.addEventListener('abort', () => ended.reject(options.signal.reason));
    return ended.promise;
  },
};

for (const widget of document.querySelectorAll('python-tool-widget')) {
  widget.runtime = fake.runtime;
  widget.moduleApi = fake.moduleApi;
}
