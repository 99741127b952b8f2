import { jsonObjects } from './json-objects.ts';

/** The likeliest JSON object in a chatty reply; undefined when there is none. */
export function parseJsonReply(reply: string): object | undefined {
  return jsonObjects(reply)[0];
}
