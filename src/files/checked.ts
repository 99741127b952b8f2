/** A value, or the reason why the caller's file can't give it: a sentence that follows the file's name. */
export type Checked<Value> = { value: Value } | { problem: string };
