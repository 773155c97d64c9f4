/** Long work in small pieces: the page stays alive between them, sees how far it is, and may call it off. */

export interface Watch {
  readonly signal: AbortSignal;
  /** 0…1 */
  readonly onprogress: (done: number) => void;
}

/** Let the page draw and listen; throws where the work was called off. */
export async function breathe({ signal }: Watch): Promise<void> {
  await new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    // A timer would be slowed to one a second as soon as the tab is hidden.
    port1.onmessage = () => {
      port1.close();
      resolve(null);
    };
    port2.postMessage(null);
  });
  signal.throwIfAborted();
}
