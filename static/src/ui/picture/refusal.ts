/** What went wrong with a picture or a camera, as a sentence. */
import { Problem } from '../../wire/problem.ts';
import { BrokenAnswer } from '../../wire/safetensors.ts';
import { Unreachable } from '../../wire/unreachable.ts';

/** The server's own sentence; for what the browser reports, one of ours; anything else is a fault and thrown on. */
export function refusalOf(error: unknown): string {
  if (error instanceof Problem || error instanceof Unreachable || error instanceof BrokenAnswer) return error.message;
  if (error instanceof DOMException) return CAMERA[error.name] ?? `The browser refused: ${error.message}`;
  throw error;
}

const CAMERA: Readonly<Record<string, string>> = {
  NotAllowedError: 'The camera may not be used: allow it for this page in the browser, then start again.',
  NotFoundError: 'There is no camera on this device.',
  OverconstrainedError: 'There is no camera on this device that fits.',
  NotReadableError: 'Another program holds the camera; close it there, then start again.',
  AbortError: 'It was stopped before it was done.',
  DataError: 'The camera gave no frame.',
};

/** Why a camera cannot even be asked for; null where it can. */
export function cameraMissing(isSecure: boolean, devices: MediaDevices | undefined): string | null {
  if (devices) return null;
  return isSecure
    ? 'This browser gives pages no camera.'
    : 'Browsers open the camera only to pages that come by https or from this very machine (localhost).';
}

/** What is wrong with a file before it is sent; null where nothing is. */
export function unsendable(file: { readonly size: number; readonly type: string }, mostBytes: number): string | null {
  if (file.size === 0) return 'This file is empty.';
  if (file.type !== '' && !file.type.startsWith('image/')) return `This is a ${file.type} file, not a picture.`;
  if (file.size <= mostBytes) return null;
  return `This file has ${megabytes(file.size)} MB; pictures may have ${megabytes(mostBytes)} MB.`;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0);
}
