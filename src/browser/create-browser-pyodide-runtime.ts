import type { PyodideLimits, PyodideRuntime, PyodideWorkspace } from '../contracts/pyodide.ts';
import { createPyodideRuntime } from '../sandbox/pyodide/create-pyodide-runtime.ts';
import { fetchedInstaller } from '../sandbox/pyodide/packages/fetched-installer.ts';
import { createPyodidePackages } from '../sandbox/pyodide/packages/find-wheels.ts';
import { type IndexOptions, openIndex } from '../sandbox/pyodide/packages/open-index.ts';
import { WebWorkerHost } from './host/web-worker-host.ts';

export interface BrowserPyodideOptions {
  /** The folder with Pyodide's files; relative to the page. */
  pyodideUrl: string | URL;
  /** Where the page serves `python-frame.html`; else the document comes from memory. */
  frameUrl?: string | URL | undefined;
  /** Where what looks for packages is; else beside this module. */
  installerUrl?: string | URL | undefined;
  limits?: Partial<PyodideLimits> | undefined;
  /** The index of packages; PyPI by default, null for none. */
  packages?: IndexOptions | null | undefined;
  /** What `syncWorkspace` keeps the files of the interpreter the same as. */
  workspace?: PyodideWorkspace | undefined;
}

const besideThisModule = import.meta.url.replace(/[^/]*$/, 'installer/');

/** Python in this page, held in a frame that shares nothing with it. */
export function createBrowserPyodideRuntime(options: BrowserPyodideOptions): PyodideRuntime {
  const { pyodideUrl, frameUrl, installerUrl = besideThisModule, limits, packages = {}, workspace } = options;
  const host = new WebWorkerHost({
    pyodideUrl: folderUrl(pyodideUrl),
    frameUrl: frameUrl === undefined ? null : new URL(frameUrl, document.baseURI),
  });
  const installer = () => fetchedInstaller(folderUrl(installerUrl).href);
  return createPyodideRuntime({
    host,
    limits,
    packages: packages === null ? undefined : createPyodidePackages(openIndex(packages), installer),
    workspace,
  });
}

/** With the slash at its end without which its last part would be left out. */
function folderUrl(url: string | URL): URL {
  return new URL(String(url).replace(/\/?$/, '/'), document.baseURI);
}
