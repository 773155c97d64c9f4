/** The address of /network: read when it opens and on back and forward, written as things change. */
import type { Address } from '../link.svelte.ts';
import type { Viewing } from '../viewing.svelte.ts';
import type { NetworkExploration } from './network-exploration.svelte.ts';
import { OPENING, type OpenedNetwork, readNetworkLink, writeNetworkLink } from './network-question.ts';

/** Browsers refuse more than some hundred changes of the address in half a minute. */
const PAUSE = 400;

export class NetworkLink {
  readonly #exploration: NetworkExploration;
  readonly #viewing: Viewing;
  readonly #address: Address;
  #theme = $state.raw<string | undefined>();
  #commits: number;
  #timer: ReturnType<typeof setTimeout> | null = null;
  readonly #text = $derived.by(() => this.#written());

  constructor(exploration: NetworkExploration, viewing: Viewing, address: Address) {
    this.#exploration = exploration;
    this.#viewing = viewing;
    this.#address = address;
    this.#commits = exploration.commits;
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
    this.#forget();
    const opened = readNetworkLink(this.#address.location.search);
    this.#exploration.travel(opened.question);
    this.open(opened);
  }

  /** A step that can be undone is a place to come back to; the rest follows soon. */
  keep(text: string): void {
    const { commits } = this.#exploration;
    const { history, location } = this.#address;
    this.#forget();
    if (location.search === `?${text}`) return;
    const url = `${location.pathname}?${text}`;
    if (commits !== this.#commits) {
      this.#commits = commits;
      history.pushState(null, '', url);
      return;
    }
    this.#timer = setTimeout(() => history.replaceState(null, '', url), PAUSE);
  }

  #forget(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
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
