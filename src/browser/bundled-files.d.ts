/** The text of a file with all it imports, put into the bundle. */
declare module '*?bundled' {
  export const text: string;
}
