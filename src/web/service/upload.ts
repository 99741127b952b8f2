import type { StoredFile } from '../../contracts/service/stored-file.ts';
import { problemFault, serviceUrl, unreachable } from './api.ts';
import { authorization, neededToken } from './token.ts';

interface Transfer {
  onProgress: (share: number) => void;
  signal: AbortSignal;
}

/** Sends one file to the service and tells how far it is, from 0 to 1. */
export async function upload(file: File, transfer: Transfer): Promise<StoredFile> {
  for (;;) {
    const { status, body } = await sendForm(file, transfer);
    if (status === 201) return (JSON.parse(body) as { files: [StoredFile] }).files[0];
    if (status !== 401) throw problemFault(status, body);
    await neededToken();
  }
}

/** By XMLHttpRequest, because `fetch` tells nothing of how much was sent. */
function sendForm(file: File, { onProgress, signal }: Transfer): Promise<{ status: number; body: string }> {
  const form = new FormData();
  form.append('file', file, file.name);
  const request = new XMLHttpRequest();
  request.open('POST', serviceUrl('api/files'));
  for (const [name, value] of Object.entries(authorization())) request.setRequestHeader(name, value);
  request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
  return new Promise((resolve, reject) => {
    request.onload = () => resolve({ status: request.status, body: request.responseText });
    request.onerror = () => reject(unreachable());
    request.onabort = () => reject(signal.reason);
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(form);
  });
}
