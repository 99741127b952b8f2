/** What an attack aims at; `token` stands in the file and is nowhere else. */
export interface Target {
  file: string;
  /** A place where an attack may leave a file if nothing stops it. */
  writable: string;
  port: number;
  /** The process that a killer would want to end. */
  pid: number;
}

export interface Attack {
  name: string;
  /** Python whose result or output holds one of the `tells` where nothing stops it. */
  code(target: Target): string;
  tells: 'token' | 'PATH' | 'hostname' | 'done';
}

const json = JSON.stringify;

/** Python that gives what the JavaScript gives, awaited. */
function js(source: string): string {
  return `from pyodide.code import run_js\nstr(await run_js(${json(`(async () => String(${source}))()`)}))`;
}

/** Ways out of Python in Pyodide, as people found them. */
export const attacks: readonly Attack[] = [
  {
    name: 'a file through the module js',
    code: ({ file }) => `import js\njs.Deno.readTextFileSync(${json(file)})`,
    tells: 'token',
  },
  {
    name: 'a file through process.getBuiltinModule',
    code: ({ file }) => js(`process.getBuiltinModule('node:fs').readFileSync(${json(file)}, 'utf8')`),
    tells: 'token',
  },
  {
    name: 'a file through import("node:fs")',
    code: ({ file }) => js(`(await import('node:fs')).readFileSync(${json(file)}, 'utf8')`),
    tells: 'token',
  },
  {
    name: 'a file imported as a module',
    code: ({ file }) => js(`(await import(${json(`file://${file}`)}, { with: { type: 'json' } })).default`),
    tells: 'token',
  },
  {
    name: 'a file fetched',
    code: ({ file }) => js(`await (await fetch(${json(`file://${file}`)})).text()`),
    tells: 'token',
  },
  {
    name: 'a file through the constructor of what to_js gives',
    code: ({ file }) =>
      `from pyodide.ffi import to_js\nto_js([1]).constructor.constructor(${json(`return Deno.readTextFileSync(${json(file)})`)})()`,
    tells: 'token',
  },
  {
    name: 'a file through the constructor of a function of pyodide_js',
    code: ({ file }) =>
      `import pyodide_js\nawait pyodide_js.loadPackage.constructor(${json(`return Deno.readTextFileSync(${json(file)})`)})()`,
    tells: 'token',
  },
  {
    name: 'a file through a walk along prototypes',
    code: ({ file }) =>
      `import js\njs.Object.getPrototypeOf(js.Array).constructor(${json(`return Deno.readTextFileSync(${json(file)})`)})()`,
    tells: 'token',
  },
  {
    name: 'a file through a worker with permissions of its own',
    code: ({ file }) =>
      js(
        `await new Promise((tell) => { const worker = new Worker('data:text/javascript,' + encodeURIComponent(${json(
          `let told; try { told = Deno.readTextFileSync(${json(file)}); } catch (error) { told = String(error); } postMessage(told);`,
        )}), { type: 'module' }); worker.onmessage = ({ data }) => { worker.terminate(); tell(data); }; worker.onerror = (event) => { event.preventDefault(); tell(event.message); }; })`,
      ),
    tells: 'token',
  },
  {
    name: 'a file through a mounted folder of the host',
    code: ({ file }) =>
      `import pyodide_js, js\nfrom pyodide.code import run_js\nimport os\nos.makedirs('/host', exist_ok=True)\nrun_js("(pyodide, root) => pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root }, '/host')")(pyodide_js, ${json(file.slice(0, file.lastIndexOf('/')))})\nopen('/host/' + ${json(file.slice(file.lastIndexOf('/') + 1))}).read()`,
    tells: 'token',
  },
  {
    name: 'permissions asked for',
    code: ({ file }) =>
      js(`(await Deno.permissions.request({ name: 'read' })).state + Deno.readTextFileSync(${json(file)})`),
    tells: 'token',
  },
  { name: 'the environment of Deno', code: () => js('JSON.stringify(Deno.env.toObject())'), tells: 'PATH' },
  { name: 'the environment of process', code: () => js('JSON.stringify({ ...process.env })'), tells: 'PATH' },
  { name: 'the name of the host', code: () => js('Deno.hostname()'), tells: 'hostname' },
  {
    name: 'a program through Deno',
    code: ({ file }) =>
      js(`new TextDecoder().decode(new Deno.Command('cat', { args: [${json(file)}] }).outputSync().stdout)`),
    tells: 'token',
  },
  {
    name: 'a program through child_process',
    code: ({ file }) =>
      js(`process.getBuiltinModule('node:child_process').execFileSync('cat', [${json(file)}])`),
    tells: 'token',
  },
  {
    name: 'a library of the system',
    code: () =>
      js(
        `Deno.dlopen('libc.so.6', { getpid: { parameters: [], result: 'i32' } }).symbols.getpid() > 0 ? 'done' : ''`,
      ),
    tells: 'done',
  },
  {
    name: 'a signal to the host',
    code: ({ pid }) => js(`process.kill(${pid}, 0) && Deno.kill(${pid}, 'SIGCONT') === undefined && 'done'`),
    tells: 'done',
  },
  {
    name: 'loopback through fetch',
    code: ({ port }) => js(`await (await fetch('http://127.0.0.1:${port}/')).text()`),
    tells: 'token',
  },
  {
    name: 'loopback through Deno.connect',
    code: ({ port }) =>
      js(
        `await Deno.connect({ hostname: '127.0.0.1', port: ${port} }).then((to) => { to.close(); return 'done'; })`,
      ),
    tells: 'done',
  },
  {
    name: 'loopback through node:net',
    code: ({ port }) =>
      js(
        `await new Promise((tell, fail) => { const to = process.getBuiltinModule('node:net').connect(${port}, '127.0.0.1', () => { to.destroy(); tell('done'); }); to.on('error', fail); })`,
      ),
    tells: 'done',
  },
  {
    name: 'a server of its own',
    code: () => js(`(() => { Deno.listen({ port: 0 }).close(); return 'done'; })()`),
    tells: 'done',
  },
  {
    name: 'a file left for later runs',
    code: ({ writable }) =>
      js(
        `(() => { Deno.writeTextFileSync(${json(writable)}, 'x'); Deno.removeSync(${json(writable)}); return 'done'; })()`,
      ),
    tells: 'done',
  },
  {
    name: 'memory beside that of Python',
    code: () => js(`[1, 2, 3, 4].map(() => new Uint8Array(2 ** 30)).length === 4 && 'done'`),
    tells: 'done',
  },
];
