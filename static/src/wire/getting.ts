/** The one way in which the API is asked: patiently, and with every refusal as a Problem. */
import { type Patience, patiently } from './patience.ts';
import { problemOf } from './problem.ts';
import { parseJson, readSafetensors, type Tensors } from './safetensors.ts';
import { reached } from './unreachable.ts';

const SAFETENSORS = 'application/x-safetensors';
const JSON_TYPE = 'application/json';

export interface Asking {
  readonly signal?: AbortSignal;
  /** A browser asks a host few things at a time: what somebody waits for goes first. */
  readonly priority?: RequestPriority;
}

export interface GettingOptions {
  readonly fetch?: typeof fetch;
  readonly patience?: Patience;
}

export class Getting {
  readonly #fetch: typeof fetch;
  readonly #patience: Patience;

  constructor({ fetch: given, patience = {} }: GettingOptions = {}) {
    this.#fetch = given ?? ((address, options) => fetch(address, options));
    this.#patience = patience;
  }

  async json<T>(address: string, asking: Asking, body?: unknown): Promise<T> {
    const response = await this.#ask(address, JSON_TYPE, asking, body);
    return parseJson(await reached(response.text()), 'The answer') as T;
  }

  async tensors(address: string, asking: Asking): Promise<Tensors> {
    const response = await this.#ask(address, SAFETENSORS, asking);
    return readSafetensors(await reached(response.arrayBuffer()));
  }

  #ask(address: string, accept: string, { signal, priority = 'auto' }: Asking, body?: unknown): Promise<Response> {
    const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const headers = { Accept: accept, ...(body === undefined ? {} : { 'Content-Type': JSON_TYPE }) };
    return patiently(
      async () => {
        const response = await reached(this.#fetch(address, { headers, priority, signal: signal ?? null, ...sent }));
        if (!response.ok) throw await problemOf(response);
        return response;
      },
      this.#patience,
      signal,
    );
  }
}
