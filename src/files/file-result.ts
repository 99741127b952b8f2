/** A value, or the reason why the caller's file can't give it: a sentence that follows the file's name. */
export type FileResult<Value> = { value: Value } | FileProblem;

export interface FileProblem {
  problem: string;
  /** The file is whole and was given on purpose, but nothing here can use what it holds: a task goes on without it. */
  isForeign?: true;
}
