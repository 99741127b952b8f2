const header = 8;
const memorySection = 5;
const pagesPerMiB = 16;
const mostPages = 65_536;
/** A number of up to 65,536 in the form of three bytes that WebAssembly allows for it. */
const maximumBytes = 3;

/** A copy of a WebAssembly module whose one memory can't grow beyond `memoryMiB`, whatever runs in it asks for. */
export function capMemory(wasm: Uint8Array<ArrayBuffer>, memoryMiB: number): Uint8Array<ArrayBuffer> {
  const at = placeOfMaximum(wasm);
  const pages = Math.min(Math.floor(memoryMiB * pagesPerMiB), mostPages);
  const capped = wasm.slice();
  capped.set([(pages & 127) | 128, ((pages >> 7) & 127) | 128, pages >> 14], at);
  return capped;
}

/** Where the maximum of the memory stands; a module in which it stands otherwise can't be held. */
function placeOfMaximum(wasm: Uint8Array): number {
  let at = header;
  while (at < wasm.length) {
    const section = wasm[at];
    const size = readNumber(wasm, at + 1);
    if (section !== memorySection) {
      at = size.end + size.value;
      continue;
    }
    const count = readNumber(wasm, size.end);
    const initial = readNumber(wasm, count.end + 1);
    const maximum = readNumber(wasm, initial.end);
    if (count.value === 1 && wasm[count.end] === 1 && maximum.end - initial.end === maximumBytes)
      return initial.end;
    break;
  }
  throw new TypeError('The memory of this WebAssembly module can’t be capped.');
}

function readNumber(bytes: Uint8Array, start: number): { value: number; end: number } {
  let value = 0;
  for (let end = start, shift = 0; ; end += 1, shift += 7) {
    const byte = bytes[end] ?? 0;
    value |= (byte & 127) << shift;
    if (byte < 128) return { value, end: end + 1 };
  }
}
