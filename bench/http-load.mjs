import { pause, quantile, round } from './measure.mjs';

const letters = 'abcdefghij';

/** Each asks once and tells whether the answer was the right one, or null where the service asked to come back later. */
const kinds = {
  render: async ({ post }, { n }) => {
    const answer = await post('/api/templates/render', {
      template: '{% for i in items %}{{ i }};{% endfor %}',
      variables: { items: [n, n + 1] },
    });
    return judged(answer, answer.text === `${n};${n + 1};`);
  },
  validate: async ({ post }, { n }) => {
    const answer = await post('/api/templates/validate', { template: `{{ a${n} | upper }}` });
    return judged(answer, answer.valid && answer.variables[0] === `a${n}`);
  },
  'execute in a project': async ({ post }, { n, client }) => {
    const code = `open("n.txt", "w").write("${n}")\nprint(open("n.txt").read())`;
    const answer = await post('/api/execute', { code, language: 'python', projectId: `p${client % 50}` });
    return judged(answer, answer.stdout === `${n}\n`);
  },
  'a task with code': async ({ post, call }, { n }) => {
    const code = `open("out.txt", "w").write("${letters}${n}")\nprint(${n} * 2)`;
    const answer = await post('/api/tasks', { code });
    if (answer.httpStatus !== 200) return judged(answer, false);
    const [artifact] = answer.result.artifacts;
    const file = await call(artifact.url, { headers: { range: 'bytes=10-' } });
    return judged(file, answer.result.output === `${n * 2}\n` && file.text === String(n));
  },
  'upload and describe': async ({ post, call }, { n }) => {
    const form = new FormData();
    form.append('file', new Blob([`a,b\n${n},2\n3,4\n`]), `t${n}.csv`);
    const stored = await call('/api/files', { method: 'POST', body: form });
    if (stored.httpStatus !== 201) return judged(stored, false);
    const [{ id }] = stored.files;
    const answer = await post('/api/describe', { files: [{ id }] });
    await call(`/api/files/${id}`, { method: 'DELETE' });
    return judged(answer, answer.files?.[0]?.rowCount === 2 || answer.files?.[0]?.type === 'csv');
  },
  'list tasks': async ({ call }) => {
    const answer = await call('/api/tasks?limit=20');
    return judged(answer, Array.isArray(answer.tasks) && answer.tasks.length <= 20);
  },
};

/** Back-pressure is no failure where it says when to come back. */
function judged({ httpStatus, retryAfter }, isRight) {
  if ([429, 503].includes(httpStatus) && retryAfter !== null) return null;
  return isRight === true;
}

/** Many clients that ask different things without a pause; what the service holds is looked at before, in the middle and after. */
export async function mixedLoad(service, { clients, seconds }) {
  const names = Object.keys(kinds);
  const tally = Object.fromEntries(names.map((name) => [name, { took: [], wrong: 0, busy: 0 }]));
  const start = service.held();
  const before = new Set(service.leftovers());
  const half = pause(seconds * 500).then(() => service.held());
  const end = performance.now() + seconds * 1000;
  let asked = 0;
  const client = async (_, number) => {
    while (performance.now() < end) {
      const n = asked;
      asked += 1;
      const name = names[(n + number) % names.length];
      const askedAt = performance.now();
      const isRight = await kinds[name](service, { n, client: number }).catch(() => false);
      const counts = tally[name];
      if (isRight === null) {
        counts.busy += 1;
        await pause(200);
      } else counts.took.push(performance.now() - askedAt);
      if (isRight === false) counts.wrong += 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  const middle = await half;
  await pause(5_000); // connections end and interpreters that were many become few
  const rows = names.map((name) => rowOf(`${clients} clients: ${name}`, tally[name]));
  const left = service.leftovers().filter((name) => !before.has(name));
  const held = Object.entries({ start, middle, end: service.held() });
  return [
    ...rows,
    ...held.map(([when, figures]) => ({ name: `held, ${when}`, ...figures })),
    { name: 'left over', count: left.length },
  ];
}

function rowOf(name, { took, wrong, busy }) {
  const at = (share) => (took.length > 0 ? round(quantile(took, share)) : null);
  return { name, count: took.length, p10: at(0.1), p50: at(0.5), p95: at(0.95), failures: wrong, busy };
}
