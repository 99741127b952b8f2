/** Memory may differ by this much between two moments at which the same is held. */
const tolerance = 1.1;
const memory = ['nodeMiB', 'zygotesMiB'];
const counted = ['descriptors', 'sockets', 'nodeMounts', 'zygoteMounts', 'processes', 'tmpFolders'];
const never = ['zombies', 'taskFolders'];
const goneWhenClosed = ['processes', 'zombies', 'tmpFolders', 'taskFolders', 'zygoteMounts'];

/** What a soak shows to be wrong, one sentence each; empty when nothing leaked, grew or failed. */
export function judgeSoak({ before, after, closed, failures }) {
  const grown = (names, factor) => names.filter((name) => after[name] > before[name] * factor);
  return [
    ...grown(memory, tolerance).map(
      (name) => `${name} grew from ${before[name]} to ${after[name]}, by more than 10 %.`,
    ),
    ...grown(counted, 1).map((name) => `${name} rose from ${before[name]} to ${after[name]}.`),
    ...never.filter((name) => after[name] > 0).map((name) => `${after[name]} ${name} are left.`),
    ...goneWhenClosed
      .filter((name) => closed[name] > 0)
      .map((name) => `${closed[name]} ${name} outlive the runtime.`),
    ...(failures.length > 0 ? [`${failures.length} runs ended in another way than they should.`] : []),
  ];
}
