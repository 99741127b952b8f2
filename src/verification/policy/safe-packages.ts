/** A distribution generated code may import, and the top-level modules it brings. */
interface SafePackage {
  distribution: string;
  modules: readonly string[];
}

const same = (...names: string[]): SafePackage[] =>
  names.map((name) => ({ distribution: name, modules: [name.replaceAll('-', '_')] }));

/**
 * The third-party packages generated code may import: those of `requirements_python_coder.txt`,
 * then harmless ones that an operator may have installed beside them. Not configurable on purpose.
 */
export const safePackages: readonly SafePackage[] = [
  ...same('numpy', 'pandas', 'scipy', 'sympy', 'statsmodels', 'matplotlib', 'seaborn', 'plotly'),
  { distribution: 'scikit-learn', modules: ['sklearn'] },
  ...same('openpyxl', 'xlrd', 'xlwt', 'pdfplumber', 'pypdf', 'pyarrow', 'h5py', 'tables', 'xarray'),
  ...same('python-calamine', 'olefile', 'striprtf', 'astropy', 'pyreadstat', 'tomli', 'icalendar', 'py7zr'),
  { distribution: 'python-docx', modules: ['docx'] },
  { distribution: 'python-pptx', modules: ['pptx'] },
  { distribution: 'PyPDF2', modules: ['PyPDF2'] },
  { distribution: 'netCDF4', modules: ['netCDF4'] },
  { distribution: 'PyYAML', modules: ['yaml'] },
  { distribution: 'lxml', modules: ['lxml'] },
  { distribution: 'beautifulsoup4', modules: ['bs4'] },
  { distribution: 'python-dateutil', modules: ['dateutil'] },
  { distribution: 'Pillow', modules: ['PIL'] },
  ...same('chardet', 'charset-normalizer', 'imageio', 'jsonschema', 'cerberus', 'nltk', 'textblob', 'tzdata'),

  ...same('tabulate', 'tqdm', 'pytz', 'joblib', 'patsy', 'mpmath', 'networkx', 'shapely', 'geopandas'),
  ...same(
    'xgboost',
    'lightgbm',
    'bokeh',
    'altair',
    'tslearn',
    'prophet',
    'librosa',
    'soundfile',
    'xlsxwriter',
  ),
  ...same(
    'cftime',
    'numexpr',
    'typing-extensions',
    'packaging',
    'regex',
    'pydantic',
    'defusedxml',
    'soupsieve',
  ),
  ...same('narwhals', 'formulaic', 'contourpy', 'cycler'),
  { distribution: 'attrs', modules: ['attr', 'attrs'] },
  { distribution: 'pdfminer.six', modules: ['pdfminer'] },
  { distribution: 'scikit-image', modules: ['skimage'] },
  { distribution: 'opencv-python', modules: ['cv2'] },
  { distribution: 'odfpy', modules: ['odf'] },
];

const distributions = new Map(
  safePackages.flatMap(({ distribution, modules }) =>
    modules.map((module) => [module, distribution] as const),
  ),
);

/** Import names whose packages bring further top-level modules. */
const companions = new Map([
  ['mpl_toolkits', 'matplotlib'],
  ['pylab', 'matplotlib'],
]);

/** The distribution that brings a top-level module, or undefined where the module is not on the list. */
export function distributionOf(module: string): string | undefined {
  return distributions.get(module) ?? companions.get(module);
}

/** The import name a model should have used for a distribution's name, such as `sklearn` for `scikit-learn`. */
export function moduleForDistribution(name: string): string | undefined {
  return safePackages.find(({ distribution }) => canonicalName(distribution) === canonicalName(name))
    ?.modules[0];
}

/** Spelling under which package indexes treat names as equal. */
export function canonicalName(distribution: string): string {
  return distribution.toLowerCase().replace(/[-_.]+/g, '-');
}
