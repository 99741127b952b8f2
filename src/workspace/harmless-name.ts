import { safePackages } from '../verification/policy/safe-packages.ts';
import { blockedImports, safeStandardModules } from '../verification/policy/standard-library.ts';

interface Row {
  /** With `*` for any characters; upper and lower case are the same. */
  names: string;
  /** Why a file or folder of that name is more than something to look at. */
  why: string;
}

/** Names that something on a person's machine obeys without being asked about them. */
const table: readonly Row[] = [
  {
    names: '.*',
    why: 'a name that begins with a dot is hidden, and tools take their settings from such files',
  },
  {
    names:
      'conftest.py pytest.ini pytest.toml tox.ini noxfile.py test*.py *_test.py mypy.ini pylintrc ruff.toml',
    why: 'a test run of the folder runs or obeys it',
  },
  {
    names: 'sitecustomize sitecustomize.py usercustomize usercustomize.py *.pth',
    why: 'Python runs it at every start',
  },
  {
    names: '__init__.py __main__.py',
    why: 'Python runs it when the folder is imported or started',
  },
  {
    names: '__pycache__ *.pyc *.pyo *.pyd *.so *.dll *.dylib',
    why: 'Python or another program runs it in place of what it stands beside',
  },
  {
    names:
      'setup.py setup.cfg pyproject.toml pip.conf pip.ini requirements*.txt constraints*.txt Pipfile Pipfile.lock poetry.lock uv.lock uv.toml environment.yml environment.yaml',
    why: 'an installation of the folder runs or obeys it',
  },
  {
    names:
      'node_modules package.json package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml pnpm-workspace.yaml bun.lock bunfig.toml deno.json deno.jsonc tsconfig.json jsconfig.json lerna.json nx.json turbo.json binding.gyp',
    why: 'package managers and tools of JavaScript run or obey it',
  },
  {
    names:
      '*.config.js *.config.cjs *.config.mjs *.config.ts *.config.cts *.config.mts babel.config.json jest.config.json angular.json gulpfile* Gruntfile* karma.conf.js *.test.js *.test.jsx *.test.cjs *.test.mjs *.test.ts *.test.tsx *.spec.js *.spec.jsx *.spec.cjs *.spec.mjs *.spec.ts *.spec.tsx',
    why: 'build and test tools of JavaScript run it',
  },
  {
    names:
      'Makefile GNUmakefile BSDmakefile *.mk CMakeLists.txt CMakePresets.json CMakeUserPresets.json meson.build BUILD.bazel WORKSPACE.bazel MODULE.bazel SConstruct SConscript wscript justfile Taskfile*.yml Taskfile*.yaml build.ninja Rakefile *.rake Gemfile Gemfile.lock *.gemspec Guardfile Fastfile Brewfile Procfile Vagrantfile Jenkinsfile Tiltfile Earthfile dodo.py fabfile.py tasks.py manage.py build.xml',
    why: 'a build tool runs what it says',
  },
  {
    names:
      'pom.xml build.gradle build.gradle.kts settings.gradle settings.gradle.kts gradle.properties gradle-wrapper.properties init.gradle gradlew mvnw nuget.config build.sbt Cargo.toml Cargo.lock build.rs rust-toolchain rust-toolchain.toml go.mod go.sum go.work *_test.go composer.json composer.lock mix.exs Package.swift Podfile stack.yaml cabal.project Directory.Build.props Directory.Build.targets *.csproj *.fsproj *.vbproj *.vcxproj *.sln',
    why: 'a build of the folder runs or obeys it',
  },
  {
    names:
      'Dockerfile Dockerfile.* *.dockerfile Containerfile compose*.yml compose*.yaml docker-compose*.yml docker-compose*.yaml skaffold.yaml Chart.yaml kustomization.yaml kustomization.yml *.tf *.tf.json *.tfvars *.tfvars.json terragrunt.hcl serverless.yml ansible.cfg flake.nix default.nix shell.nix',
    why: 'tools that start containers and machines run what it says',
  },
  {
    names: 'HEAD',
    why: 'git takes a folder that holds it for a repository, whose settings name programs to run',
  },
  {
    names:
      'CLAUDE.md CLAUDE.local.md AGENTS.md AGENTS.override.md AGENT.md opencode.json GEMINI.md copilot-instructions.md *.instructions.md CONVENTIONS.md SKILL.md llms.txt mcp.json claude_desktop_config.json',
    why: 'coding agents obey it when they start',
  },
  {
    names: '*.code-workspace *.sublime-project *.iml *.ipr *.vim *.el project.godot',
    why: 'an editor runs or obeys it when it opens the folder',
  },
  {
    names:
      '*.bat *.cmd *.com *.exe *.scr *.pif *.msi *.ps1 *.psm1 *.psd1 *.vbs *.vbe *.jse *.wsf *.wsh *.hta *.cpl *.jar *.xll web.config *.reg *.inf *.lnk *.url *.scf *.library-ms autorun.* desktop.ini thumbs.db',
    why: 'Windows runs or obeys it when the folder or the file is opened',
  },
  {
    names:
      '*.command *.terminal *.workflow *.scpt *.applescript *.plist *.mobileconfig *.webloc *.inetloc *.fileloc',
    why: 'macOS runs or obeys it when it is opened',
  },
  {
    names: '*.desktop *.service *.timer *.socket *.appimage crontab cron.d autostart',
    why: 'a desktop or a service manager runs what it says',
  },
  {
    names:
      'authorized_keys authorized_keys2 known_hosts ssh_config sshd_config id_rsa id_ed25519 id_ecdsa id_dsa',
    why: 'ssh lets people in, or trusts machines, by it',
  },
  {
    names:
      'matplotlibrc gunicorn.conf.py jupyter_server_config.py jupyter_notebook_config.py ipython_config.py conf.py app.py wsgi.py asgi.py',
    why: 'a library, a server or a notebook runs or obeys it when it starts there',
  },
  { names: 'con con.* prn prn.* aux aux.* nul nul.*', why: 'Windows takes the name for a device' },
  {
    names:
      'com1 com2 com3 com4 com5 com6 com7 com8 com9 com1.* com2.* com3.* com4.* com5.* com6.* com7.* com8.* com9.* lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 lpt7 lpt8 lpt9 lpt1.* lpt2.* lpt3.* lpt4.* lpt5.* lpt6.* lpt7.* lpt8.* lpt9.*',
    why: 'Windows takes the name for a device',
  },
  { names: '*~1 *~2 *~3 *~4', why: 'Windows also calls hidden files and folders so' },
];

/** What Python finds beside a program before its own module of that name. */
const modules = new Set(
  [
    ...safeStandardModules,
    ...blockedImports.keys(),
    ...safePackages.flatMap(({ modules: names }) => names),
  ].map(folded),
);
const shadowing = 'programs beside it take it for the module of that name';

const rules = table.flatMap(({ names, why }) => names.split(' ').map((name) => ({ ...ruleOf(name), why })));

/**
 * A name of one file or folder that nothing obeys, made from one that a program chose: a `_` before a name that counts by its
 * beginning or as a whole, and after one that counts by its end. Null for most names, which may stay as they are.
 */
export function harmlessName(name: string): { name: string; why: string } | null {
  const compared = folded(name);
  const module = /^(.+)\.py$/s.exec(compared)?.[1];
  if (module !== undefined && modules.has(module)) return { name: `_${name}`, why: shadowing };
  const rule = rules.find(({ pattern }) => pattern.test(compared));
  if (rule === undefined) return null;
  const renamed = rule.byEnd ? `${name}_` : `_${name}`;
  return { name: harmlessName(renamed)?.name ?? renamed, why: rule.why };
}

function ruleOf(name: string): { pattern: RegExp; byEnd: boolean } {
  const words = folded(name).split('*').map(escaped);
  return { pattern: new RegExp(`^${words.join('.*')}$`, 'su'), byEnd: name.startsWith('*') };
}

function escaped(text: string): string {
  return text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
}

/** As file systems compare names that don't tell upper from lower case or compose characters, or that drop dots and spaces at the end. */
function folded(name: string): string {
  return name
    .normalize('NFKC')
    .toUpperCase()
    .toLowerCase()
    .replace(/(?<=[^. ])[. ]+$/u, '');
}
