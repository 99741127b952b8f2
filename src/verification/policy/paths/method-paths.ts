import type { PathRow } from './path-row.ts';

/** Methods that write to or read from the file they are given, whatever object they belong to. */
export const methodPaths: readonly PathRow[] = [
  [
    'writes',
    '0 path_or_buf path buf fname file excel_writer path_or_buffer filename target fp file_name',
    `to_csv to_excel to_json to_parquet to_feather to_html to_pickle to_hdf to_xml to_latex to_markdown to_stata
     to_orc to_netcdf to_zarr to_string to_file savefig write_html write_image write_json tofile dump save save_as savetxt
     save_model print_figure print_png writeto write_csv write_parquet write_text_file write_table export`,
  ],
  ['writes', '1 con', 'to_sql'],
  ['writes', '0 path', 'extractall'],
  ['writes', '1 path', 'extract'],
  [
    'reads',
    '0 path filename file fname',
    `from_path from_file from_csv read_file read_csv load_file load_model addfont open_file open_input_file open_input_stream
     open_output_stream add_picture parse_file load_extension`,
  ],
  ['reads', '0 image_file', 'add_picture'],
  ['reads', '1 filename', 'insert_image embed_image'],
  ['reads', 'external', 'create_dataset require_dataset'],
];

/** Methods of a path object that touch the file it names. */
export const pathObjectMethods: readonly PathRow[] = [
  [
    'reads',
    '0',
    'read_text read_bytes iterdir glob rglob walk stat lstat exists is_file is_dir is_symlink owner group samefile',
  ],
  [
    'writes',
    '0',
    'write_text write_bytes mkdir touch unlink rmdir rename replace chmod symlink_to hardlink_to',
  ],
  ['mode', '0', 'open'],
];

/** Methods of a path object whose argument is a path, too. */
export const pathTargets: ReadonlySet<string> = new Set([
  'rename',
  'replace',
  'symlink_to',
  'hardlink_to',
  'link_to',
  'samefile',
]);

/** Methods of a path object that make links, which lead wherever they want. */
export const linkMethods: ReadonlySet<string> = new Set(['symlink_to', 'hardlink_to', 'link_to']);
