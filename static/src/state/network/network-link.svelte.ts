/** The address of /network: read when it opens and on back and forward, written as things change. */
import { type Address, AddressKeeper } from '../address-keeper.ts';
import type { Viewing } from '../viewing.svelte.ts';
import type { NetworkExploration } from './network-exploration.svelte.ts';
import { OPENING, type OpenedNetwork, readNetworkLink, writeNetworkLink } from './network-question.ts';

export class NetworkLink {
  readonly #exploration: NetworkExploration;
  readonly #viewing: Viewing;
  readonly #address: Address;
  readonly #keeper: AddressKeeper;
  #theme = $state.raw<string | undefined>();
  readonly #text = $derived.by(() => this.#written());

  constructor(exploration: NetworkExploration, viewing: Viewing, address: Address) {
    this.#exploration = exploration;
    this.#viewing = viewing;
    this.#address = address;
    this.#keeper = new AddressKeeper(address, exploration.commits);
  }

  /** The query that names all that is on screen. */
  get text(): string {
    return this.#text;
  }

  wear(theme: string | undefined): void {
    this.#theme = theme;
  }

  open({ view, problem }: OpenedNetwork): void {
    this.#viewing.read(view.view);
    if (problem) this.#exploration.complain(complaint(problem.message), problem.field);
  }

  reset(): void {
    this.#exploration.setNetwork(OPENING.network);
    this.#exploration.setImage(OPENING.image);
    this.#viewing.read(undefined);
  }

  follow(): void {
    this.#keeper.forget();
    const opened = readNetworkLink(this.#address.location.search);
    this.#exploration.travel(opened.question);
    this.open(opened);
  }

  keep(text: string): void {
    this.#keeper.keep(text, this.#exploration.commits);
  }

  #written(): string {
    const { text } = this.#viewing;
    return writeNetworkLink(this.#exploration.question, {
      ...(text && { view: text }),
      ...(this.#theme && { theme: this.#theme }),
    });
  }
}

export function complaint(message: string): string {
  return `This link cannot be read: ${message} Here is the page as it opens.`;
}
