const longest = 64;

/** A tool's name as every framework and server takes it: they allow no dots, as in `builtin.execute_python_code`. Names are compared in this form. */
export function wireName(name: string): string {
  return name.replace(/[^a-zA-Z0-9_-]/g, '_').slice(0, longest);
}
