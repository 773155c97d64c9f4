import type { ImageEntry } from './answers.ts';
import { readProblem } from './problem.ts';
import { parseJson } from './safetensors.ts';
import { Unreachable } from './unreachable.ts';

export interface Uploading {
  readonly signal?: AbortSignal;
  /** The share that has left, 0…1. */
  readonly onProgress?: (share: number) => void;
  readonly request?: () => XMLHttpRequest;
}

/** Send a picture; the same bytes always get the same id. By XMLHttpRequest, because fetch tells no upload progress. */
export async function upload(file: Blob, options: Uploading = {}): Promise<ImageEntry> {
  options.signal?.throwIfAborted();
  const request = options.request?.() ?? new XMLHttpRequest();
  await sent(request, file, options);
  const { status, responseText } = request;
  if (status !== 201) throw readProblem(responseText, status, request.getResponseHeader('Retry-After'));
  return parseJson(responseText, 'The answer') as ImageEntry;
}

function sent(request: XMLHttpRequest, file: Blob, { signal, onProgress }: Uploading): Promise<void> {
  return new Promise((resolve, reject) => {
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress?.(total > 0 ? loaded / total : 0));
    request.addEventListener('load', () => resolve());
    request.addEventListener('error', () => reject(new Unreachable('The picture could not be sent: no connection.')));
    request.addEventListener('abort', () => reject(signal?.reason));
    signal?.addEventListener('abort', () => request.abort());
    request.open('POST', '/api/images');
    request.setRequestHeader('Accept', 'application/json');
    request.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
    request.send(file);
  });
}
