/** A value, or the reason why the caller's file can't give it: a sentence that follows the file's name. */
export type FileResult<Value> = { value: Value } | { problem: string };
