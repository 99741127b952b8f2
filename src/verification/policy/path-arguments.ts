/** Where a call takes a file: positions of its arguments and their names. */
export interface PathParameter {
  position: number;
  name: string;
}

const at = (position: number, name: string): PathParameter => ({ position, name });
const table = (rows: readonly (readonly [string, readonly PathParameter[]])[]) =>
  new Map(
    rows.flatMap(([names, parameters]) =>
      names
        .trim()
        .split(/\s+/)
        .map((name) => [name, parameters] as const),
    ),
  );

/** Functions that open, list, change or write what their argument names. */
export const pathFunctions: ReadonlyMap<string, readonly PathParameter[]> = table([
  [
    `builtins.open io.open io.FileIO codecs.open gzip.open bz2.open lzma.open zipfile.ZipFile tarfile.open
     zipfile.is_zipfile tarfile.is_tarfile gzip.GzipFile bz2.BZ2File lzma.LZMAFile os.chdir os.listdir os.walk
     os.scandir os.makedirs os.mkdir os.remove os.unlink os.rmdir os.removedirs os.truncate os.utime os.stat
     os.lstat os.access os.path.exists os.path.lexists os.path.isfile os.path.isdir os.path.islink os.path.ismount
     os.path.getsize os.path.getmtime os.path.getctime os.path.getatime os.path.samefile glob.glob glob.iglob sqlite3.connect wave.open dbm.open linecache.getline fileinput.input`,
    [at(0, 'file'), at(0, 'filename'), at(0, 'path'), at(0, 'pathname'), at(0, 'database'), at(0, 'name')],
  ],
  [
    'os.rename os.renames os.replace shutil.move shutil.copy shutil.copy2 shutil.copyfile shutil.copytree',
    [at(0, 'src'), at(1, 'dst')],
  ],
  ['shutil.unpack_archive', [at(0, 'filename'), at(1, 'extract_dir')]],
  ['shutil.make_archive', [at(0, 'base_name'), at(2, 'root_dir')]],
  [
    'pathlib.Path pathlib.PosixPath pathlib.PurePath pathlib.PurePosixPath os.path.join',
    [at(0, ''), at(1, ''), at(2, ''), at(3, '')],
  ],
  [
    `pandas.read_csv pandas.read_table pandas.read_excel pandas.read_json pandas.read_parquet pandas.read_feather
     pandas.read_hdf pandas.read_html pandas.read_xml pandas.read_fwf pandas.read_orc pandas.read_stata
     pandas.read_sas pandas.read_spss pandas.ExcelFile pandas.ExcelWriter pandas.HDFStore`,
    [at(0, 'filepath_or_buffer'), at(0, 'path_or_buf'), at(0, 'path'), at(0, 'io'), at(0, 'path_or_buffer')],
  ],
  [
    `numpy.load numpy.loadtxt numpy.genfromtxt numpy.fromfile numpy.memmap numpy.save numpy.savez numpy.savetxt
     numpy.savez_compressed`,
    [at(0, 'file'), at(0, 'fname'), at(0, 'filename')],
  ],
  [
    `openpyxl.load_workbook openpyxl.reader.excel.load_workbook docx.Document docx.api.Document PIL.Image.open
     pypdf.PdfReader PyPDF2.PdfReader pdfplumber.open h5py.File tables.open_file xarray.open_dataset
     xarray.open_dataarray netCDF4.Dataset xlrd.open_workbook matplotlib.pyplot.savefig matplotlib.pyplot.imread
     matplotlib.pyplot.imsave imageio.imread imageio.imwrite imageio.v2.imread imageio.v3.imread
     imageio.v3.imwrite imageio.v2.imwrite pyarrow.parquet.read_table pyarrow.csv.read_csv pyarrow.json.read_json
     pyarrow.feather.read_table pyarrow.parquet.ParquetFile pyarrow.memory_map pyarrow.OSFile lxml.etree.parse
     xml.etree.ElementTree.parse xml.dom.minidom.parse xml.sax.parse lxml.html.parse lxml.objectify.parse
     joblib.dump scipy.io.loadmat scipy.io.savemat scipy.io.wavfile.read tomllib.load cv2.imread cv2.imwrite
     geopandas.read_file soundfile.read librosa.load pyreadstat.read_sav pyreadstat.read_dta pyreadstat.read_sas7bdat pyreadstat.read_por
     pyreadstat.read_xport astropy.io.fits.open astropy.table.Table.read py7zr.SevenZipFile pptx.Presentation
     python_calamine.CalamineWorkbook.from_path python_calamine.load_workbook olefile.OleFileIO xlsxwriter.Workbook networkx.read_gml networkx.read_edgelist`,
    [
      at(0, 'filename'),
      at(0, 'file'),
      at(0, 'fname'),
      at(0, 'source'),
      at(0, 'filename_or_obj'),
      at(0, 'docx'),
      at(0, 'fp'),
    ],
  ],
  ['pyarrow.parquet.write_table pyarrow.feather.write_feather pyarrow.csv.write_csv', [at(1, 'where')]],
]);

/** Methods that write to or read from the file they are given, whatever object they belong to. */
export const pathMethods: ReadonlyMap<string, readonly PathParameter[]> = table([
  [
    `to_csv to_excel to_json to_parquet to_feather to_html to_pickle to_hdf to_xml to_latex to_markdown to_stata
     to_orc to_netcdf to_string savefig write_html write_image write_json tofile extractall`,
    [
      at(0, 'path_or_buf'),
      at(0, 'excel_writer'),
      at(0, 'path'),
      at(0, 'buf'),
      at(0, 'fname'),
      at(0, 'file'),
      at(0, 'path_or_buffer'),
    ],
  ],
  ['save', [at(0, 'filename'), at(0, 'path')]],
  ['extract', [at(1, 'path')]],
]);

/** Methods of a path object that touch the file it names. */
export const pathObjectMethods: ReadonlySet<string> = new Set(
  `open read_text read_bytes write_text write_bytes iterdir glob rglob walk mkdir touch unlink rmdir stat rename replace exists
   is_file is_dir`.split(/\s+/),
);
