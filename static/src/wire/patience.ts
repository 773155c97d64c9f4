/** A busy server says when to come back; a short wait is worth waiting, a long one is told. */
import { Problem } from './problem.ts';

export interface Patience {
  /** How often a busy server is asked again. */
  readonly times?: number;
  /** The longest wait, in seconds, that is waited without telling. */
  readonly longest?: number;
  readonly wait?: (seconds: number, signal?: AbortSignal) => Promise<void>;
}

/** Ask; where the server is too busy and says when to come back, ask again then. */
export async function patiently<T>(ask: () => Promise<T>, patience: Patience = {}, signal?: AbortSignal): Promise<T> {
  const { times = 3, longest = 10, wait = waited } = patience;
  for (let left = times; ; left--) {
    try {
      return await ask();
    } catch (error) {
      const pause = pauseOf(error);
      if (left === 0 || pause === null || pause > longest) throw error;
      await wait(pause, signal);
    }
  }
}

function pauseOf(error: unknown): number | null {
  return error instanceof Problem && error.status === 503 ? error.retryAfter : null;
}

function waited(seconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, seconds * 1000);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
