import type { PathRow } from './path-row.ts';

/** Functions of the listed packages that open, list or write what their arguments name. */
export const libraryPaths: readonly PathRow[] = [
  [
    'reads',
    '0 filepath_or_buffer path_or_buf path io path_or_buffer',
    `pandas.read_csv pandas.read_table pandas.read_excel pandas.read_json pandas.read_parquet pandas.read_feather
     pandas.read_hdf pandas.read_html pandas.read_xml pandas.read_fwf pandas.read_orc pandas.read_stata
     pandas.read_sas pandas.read_spss pandas.read_iceberg pandas.ExcelFile pandas.HDFStore pandas.io.common.get_handle
     pandas.io.formats.style.Styler.from_custom_template pandas.json.load`,
  ],
  ['writes', '0 path', 'pandas.ExcelWriter'],
  ['reads', 'stylesheet', 'pandas.read_xml'],
  ['reads', '1 con', 'pandas.read_sql pandas.read_sql_query pandas.read_sql_table'],
  [
    'reads',
    '0 file fname filename path',
    `numpy.load numpy.loadtxt numpy.genfromtxt numpy.recfromcsv numpy.recfromtxt numpy.fromfile numpy.memmap numpy.fromregex
     numpy.lib.format.open_memmap numpy.rec.fromfile numpy.DataSource numpy.DataSource().open numpy.DataSource().exists
     numpy.DataSource().abspath numpy.lib.npyio.DataSource().open numpy.lib.npyio.DataSource().exists`,
  ],
  ['writes', '0 file fname', 'numpy.save numpy.savez numpy.savetxt numpy.savez_compressed'],
  [
    'reads',
    '0 fname style filename path name',
    `matplotlib.pyplot.imread matplotlib.image.imread matplotlib.style.use matplotlib.style.context matplotlib.rc_file
     matplotlib.pyplot.style.use matplotlib.pyplot.style.context matplotlib.pyplot.rc_file matplotlib.rc_params_from_file
     matplotlib.font_manager.fontManager.addfont matplotlib.font_manager.FontManager().addfont matplotlib.font_manager.get_font
     matplotlib.ft2font.FT2Font matplotlib.cbook.get_sample_data matplotlib.image.thumbnail matplotlib.dviread.Dvi`,
  ],
  ['reads', 'fname', 'matplotlib.font_manager.FontProperties'],
  ['reads', '0 fontpaths', 'matplotlib.font_manager.findSystemFonts'],
  [
    'writes',
    '0 fname filename',
    `matplotlib.pyplot.savefig matplotlib.pyplot.imsave matplotlib.image.imsave matplotlib.cbook.open_file_cm
     matplotlib.backends.backend_pdf.PdfPages matplotlib.backends.backend_pgf.PdfPages`,
  ],
  [
    'reads',
    '0 fp font filename file',
    `PIL.Image.open PIL.ImageFont.truetype PIL.ImageFont.load PIL.ImageFont.load_path PIL.ImageFont.FreeTypeFont
     PIL.ImageCms.getOpenProfile PIL.ImageCms.ImageCmsProfile PIL.ImagePalette.load`,
  ],
  [
    'reads',
    '0 file_name filename source f file mat_file',
    `scipy.io.loadmat scipy.io.readsav scipy.io.mmread scipy.io.mminfo scipy.io.whosmat scipy.io.hb_read
     scipy.io.netcdf_file scipy.io.FortranFile scipy.io.wavfile.read scipy.io.arff.loadarff scipy.sparse.load_npz`,
  ],
  [
    'writes',
    '0 file_name filename target path_or_open_file file',
    'scipy.io.savemat scipy.io.mmwrite scipy.io.hb_write scipy.io.wavfile.write scipy.sparse.save_npz',
  ],
  [
    'reads',
    '0 container_path f files data_home location',
    `sklearn.datasets.load_files sklearn.datasets.load_svmlight_file sklearn.datasets.load_svmlight_files
     sklearn.datasets.get_data_home joblib.Memory joblib.memory.Memory`,
  ],
  ['writes', '2 f', 'sklearn.datasets.dump_svmlight_file'],
  ['writes', '1 filename', 'joblib.dump'],
  [
    'reads',
    '0 source where path file input_file path_or_paths parquet_file input',
    `pyarrow.memory_map pyarrow.create_memory_map pyarrow.input_stream pyarrow.dataset.dataset pyarrow.dataset.parquet_dataset
     pyarrow.parquet.read_table pyarrow.parquet.read_pandas pyarrow.parquet.read_metadata pyarrow.parquet.read_schema
     pyarrow.parquet.ParquetFile pyarrow.parquet.ParquetDataset pyarrow.csv.read_csv pyarrow.csv.open_csv pyarrow.json.read_json
     pyarrow.json.open_json pyarrow.feather.read_table pyarrow.feather.read_feather pyarrow.orc.ORCFile pyarrow.orc.read_table
     pyarrow.ipc.open_file pyarrow.ipc.open_stream pyarrow.ipc.RecordBatchFileReader pyarrow.ipc.RecordBatchStreamReader
     pyarrow.RecordBatchFileReader pyarrow.RecordBatchStreamReader`,
  ],
  [
    'writes',
    '0 path where sink output',
    `pyarrow.OSFile pyarrow.output_stream pyarrow.parquet.ParquetWriter pyarrow.csv.CSVWriter pyarrow.ipc.new_file
     pyarrow.ipc.new_stream pyarrow.orc.ORCWriter`,
  ],
  [
    'writes',
    '1 where dest root_path base_dir output_file',
    `pyarrow.parquet.write_table pyarrow.parquet.write_to_dataset pyarrow.parquet.write_metadata pyarrow.feather.write_feather
     pyarrow.csv.write_csv pyarrow.dataset.write_dataset pyarrow.orc.write_table`,
  ],
  [
    'reads',
    '0 filename file path docx img',
    `openpyxl.load_workbook openpyxl.reader.excel.load_workbook openpyxl.drawing.image.Image docx.Document docx.api.Document
     pptx.Presentation xlrd.open_workbook pypdf.PdfReader PyPDF2.PdfReader pdfplumber.open pdfplumber.pdf.PDF.open
     pdfminer.high_level.extract_text pdfminer.high_level.extract_pages python_calamine.CalamineWorkbook.from_path
     python_calamine.CalamineWorkbook.from_object python_calamine.load_workbook olefile.OleFileIO olefile.isOleFile
     py7zr.SevenZipFile py7zr.is_7zfile py7zr.unpack_7zarchive icalendar.Calendar.from_path`,
  ],
  [
    'writes',
    '0 filename file path',
    `xlsxwriter.Workbook openpyxl.Workbook().save xlwt.Workbook().save docx.Document().save pptx.Presentation().save
     pypdf.PdfWriter().write PyPDF2.PdfWriter().write PyPDF2.PdfMerger().write py7zr.pack_7zarchive`,
  ],
  [
    'reads',
    '0 fileobj',
    'pypdf.PdfWriter().append pypdf.PdfWriter().merge PyPDF2.PdfMerger().append pypdf.PdfWriter',
  ],
  [
    'reads',
    '0 name filename path path_or_buf srcfilename fileobj file_name',
    `h5py.ExternalLink h5py.VirtualSource h5py.h5f.open h5py.h5f.create h5py.is_hdf5 tables.copy_file tables.is_hdf5_file tables.is_pytables_file xarray.open_dataset xarray.load_dataset xarray.open_dataarray
     xarray.load_dataarray xarray.open_mfdataset xarray.open_zarr xarray.open_datatree xarray.open_groups
     netCDF4.MFDataset astropy.io.fits.open astropy.io.fits.getdata astropy.io.fits.getheader astropy.io.fits.info
     astropy.table.Table.read astropy.table.QTable.read astropy.io.ascii.read astropy.io.votable.parse
     astropy.utils.data.get_readable_fileobj astropy.utils.data.get_file_contents astropy.nddata.CCDData.read`,
  ],
  ['mode', '0 name filename', 'h5py.File tables.open_file tables.File netCDF4.Dataset'],
  ['writes', '1 dstfilename paths', 'tables.copy_file xarray.save_mfdataset'],
  ['writes', '0 filename', 'astropy.io.fits.writeto astropy.io.fits.append astropy.io.fits.update'],
  ['writes', '1 output', 'astropy.io.ascii.write'],
  ['writes', '0 output', 'astropy.table.Table().write astropy.table.QTable().write'],
  [
    'reads',
    '0 uri',
    `imageio.imread imageio.mimread imageio.volread imageio.get_reader imageio.imopen imageio.v2.imread imageio.v2.get_reader
     imageio.v2.mimread imageio.v3.imread imageio.v3.imiter imageio.v3.improps imageio.v3.immeta imageio.v3.imopen`,
  ],
  [
    'writes',
    '0 uri',
    `imageio.imwrite imageio.mimsave imageio.mimwrite imageio.volwrite imageio.get_writer imageio.v2.imwrite
     imageio.v2.mimsave imageio.v2.get_writer imageio.v3.imwrite`,
  ],
  [
    'reads',
    '0 source filename file filename_or_url',
    `lxml.etree.parse lxml.etree.iterparse lxml.etree.DTD lxml.html.parse lxml.objectify.parse lxml.etree.XMLSchema
     lxml.etree.RelaxNG lxml.etree.Schematron lxml.isoschematron.Schematron defusedxml.ElementTree.parse`,
  ],
  ['writes', '0 file', 'lxml.etree.ElementTree().write lxml.etree.parse().write lxml.etree.xmlfile'],
  [
    'reads',
    '0 resource_url resource_name root',
    `nltk.data.load nltk.data.find nltk.data.retrieve nltk.data.path.append nltk.corpus.PlaintextCorpusReader nltk.corpus.CategorizedPlaintextCorpusReader
     nltk.corpus.reader.PlaintextCorpusReader nltk.corpus.reader.plaintext.PlaintextCorpusReader nltk.corpus.reader.TaggedCorpusReader
     nltk.corpus.TaggedCorpusReader nltk.corpus.reader.XMLCorpusReader nltk.corpus.reader.WordListCorpusReader
     nltk.corpus.WordListCorpusReader`,
  ],
  ['reads', '1 path', 'nltk.data.path.insert'],
  [
    'reads',
    '0 fileobj name filename filename_path base_uri',
    `dateutil.tz.tzfile dateutil.tz.gettz dateutil.tz.tzical pytz.open_resource jsonschema.RefResolver
     jsonschema.validators.RefResolver pyreadstat.read_sav pyreadstat.read_dta pyreadstat.read_sas7bdat pyreadstat.read_por
     pyreadstat.read_xport pyreadstat.read_sas7bcat`,
  ],
  [
    'writes',
    '1 dst_path',
    'pyreadstat.write_sav pyreadstat.write_dta pyreadstat.write_por pyreadstat.write_xport',
  ],
  [
    'reads',
    '0 path filename',
    `networkx.read_gml networkx.read_edgelist networkx.read_adjlist networkx.read_graphml networkx.read_gexf networkx.read_pajek
     networkx.read_weighted_edgelist geopandas.read_file soundfile.read librosa.load cv2.imread cv2.VideoCapture
     plotly.io.read_json lightgbm.Booster skimage.io.imread skimage.io.imread_collection`,
  ],
  [
    'writes',
    '1 path filename file',
    `networkx.write_gml networkx.write_edgelist networkx.write_adjlist networkx.write_graphml networkx.write_gexf
     networkx.write_pajek plotly.io.write_json plotly.io.write_html plotly.io.write_image`,
  ],
  [
    'writes',
    '0 filename fname',
    'cv2.imwrite soundfile.write bokeh.plotting.output_file bokeh.io.output_file skimage.io.imsave',
  ],
  ['writes', 'filename', 'plotly.offline.plot plotly.offline.iplot bokeh.io.save'],
];
