import type { ImageEntry } from './answers.ts';
import { readProblem } from './problem.ts';

export interface Uploading {
  readonly signal?: AbortSignal;
  /** The share that has left, 0…1. */
  readonly onProgress?: (share: number) => void;
  readonly request?: () => XMLHttpRequest;
}

/** Send a picture; the same bytes always get the same id. By XMLHttpRequest, because fetch tells no upload progress. */
export function upload(file: Blob, options: Uploading = {}): Promise<ImageEntry> {
  const { signal, onProgress, request: make = () => new XMLHttpRequest() } = options;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const request = make();
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress?.(total > 0 ? loaded / total : 0));
    request.addEventListener('load', () => {
      if (request.status === 201) resolve(JSON.parse(request.responseText));
      else reject(readProblem(request.responseText, request.status, request.getResponseHeader('Retry-After')));
    });
    request.addEventListener('error', () => reject(new TypeError('The picture could not be sent: no connection.')));
    request.addEventListener('abort', () => reject(signal?.reason));
    signal?.addEventListener('abort', () => request.abort());
    request.open('POST', '/api/images');
    request.setRequestHeader('Accept', 'application/json');
    request.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
    request.send(file);
  });
}
