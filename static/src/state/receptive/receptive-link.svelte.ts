/** The address of /receptive-field: read when it opens and on back and forward, written as things change. */
import { type Address, AddressKeeper } from '../address-keeper.ts';
import type { Viewing } from '../viewing.svelte.ts';
import { type Opened, readReceptive, writeReceptive } from './question.ts';
import type { Receptive } from './receptive.svelte.ts';

export class ReceptiveLink {
  readonly #receptive: Receptive;
  readonly #viewing: Viewing;
  readonly #address: Address;
  readonly #keeper: AddressKeeper;
  #theme = $state.raw<string | undefined>();

  constructor(receptive: Receptive, viewing: Viewing, address: Address) {
    this.#receptive = receptive;
    this.#viewing = viewing;
    this.#address = address;
    this.#keeper = new AddressKeeper(address, receptive.steps);
  }

  /** The query that names all that is on screen. */
  get text(): string {
    const { text } = this.#viewing;
    return writeReceptive(this.#receptive.question, {
      ...(text && { view: text }),
      ...(this.#theme && { theme: this.#theme }),
    });
  }

  wear(theme: string | undefined): void {
    this.#theme = theme;
  }

  /** The page as its address says. */
  begin(): void {
    const opened = readReceptive(this.#address.location.search);
    this.#receptive.open(opened.question, complaintOf(opened));
    this.#viewing.read(opened.view.view);
  }

  /** Back or forward: the address has changed, the state follows. */
  follow(): void {
    this.#keeper.forget();
    const opened = readReceptive(this.#address.location.search);
    this.#receptive.travel(opened.question, complaintOf(opened));
    this.#viewing.read(opened.view.view);
  }

  keep(text: string): void {
    this.#keeper.keep(text, this.#receptive.steps);
  }
}

function complaintOf({ problem }: Opened): string | null {
  return problem && `This link cannot be read: ${problem.message} Here is the page as it opens.`;
}
