import type { VerifyOptions } from '../../src/verification/verify-statically.ts';

const names = `numpy pandas scipy scikit-learn sympy statsmodels matplotlib seaborn plotly openpyxl xlrd xlwt
  python-docx pypdf2 pdfplumber pypdf pyarrow h5py tables netcdf4 xarray pyyaml lxml beautifulsoup4 jsonschema
  cerberus chardet pillow imageio nltk textblob python-dateutil tzdata joblib`;

/** An interpreter with the whole list installed; the versions that matter are those of today. */
export const stack: VerifyOptions = {
  pythonVersion: '3.11.7',
  files: [],
  packages: {
    ...Object.fromEntries(names.split(/\s+/).map((name) => [name, '1.0.0'])),
    numpy: '2.4.6',
    pandas: '3.1.1',
  },
};
