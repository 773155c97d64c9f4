/** The page's address is its state: read when it opens and on back and forward, written as things change. */
import { PAGES_ONLY, QuestionError, splitQuery, writeQuery } from '../wire/query.ts';
import { type ConvolutionQuestion, type PageView, readLink, readQuestion, writeLink } from '../wire/question.ts';
import type { Exploration } from './exploration.svelte.ts';
import { readPlace, readProgress, SETTLED, writePlace, writeProgress } from './place-text.ts';
import type { Playback } from './playback.svelte.ts';
import type { Viewing } from './viewing.svelte.ts';

export const OPENING = 'image=face&kernel=sobel-left&padding=same&border=replicate';

export interface Opened {
  readonly question: ConvolutionQuestion;
  readonly view: PageView;
  /** What is wrong with the link; the question is then the opening one. */
  readonly problem: QuestionError | null;
}

/** What a link asks for. Without a picture or a kernel it takes the opening's; one that cannot be read says why. */
export function readAddress(search: string): Opened {
  try {
    const { question, view } = readLink(completed(search), 'convolution');
    if (view.at !== undefined) readPlace(view.at);
    if (view.t !== undefined) readProgress(view.t);
    return { question: question as ConvolutionQuestion, view, problem: null };
  } catch (error) {
    if (!(error instanceof QuestionError)) throw error;
    return { question: readQuestion(OPENING, 'convolution'), view: {}, problem: error };
  }
}

function completed(search: string): string {
  const given = splitQuery(search);
  const asked = [...given.keys()].filter((name) => !(PAGES_ONLY as readonly string[]).includes(name));
  const missing = [...splitQuery(OPENING)].filter(([name]) => {
    if (given.has(name)) return false;
    if (name === 'image') return !given.has('grid');
    return name === 'kernel' || asked.length === 0;
  });
  return writeQuery([...missing, ...given]);
}

/** The part of a window that a link needs. */
export interface Address {
  readonly location: { readonly search: string; readonly pathname: string };
  readonly history: {
    pushState(data: null, unused: '', url: string): void;
    replaceState(data: null, unused: '', url: string): void;
  };
}

export interface LinkedState {
  readonly exploration: Exploration;
  readonly playback: Playback;
  readonly viewing: Viewing;
}

/** Browsers refuse more than some hundred changes of the address in half a minute. */
const PAUSE = 250;

/** View options that are the playback's own. */
const CLOCKWORK = ['sweep', 'painting'] as const;

export class Link {
  readonly #state: LinkedState;
  readonly #address: Address;
  readonly #later: (call: () => void, milliseconds: number) => () => void;
  #commits: number;
  #theme: string | undefined;
  #callOff: (() => void) | null = null;
  readonly #text = $derived.by(() => this.#written());

  constructor(state: LinkedState, address: Address, later = afterwards) {
    this.#state = state;
    this.#address = address;
    this.#later = later;
    this.#commits = state.exploration.commits;
  }

  /** The query that names all that is on screen. */
  get text(): string {
    return this.#text;
  }

  /** Take over what an address says beside its question. */
  open({ view, problem }: Opened): void {
    const { exploration, playback, viewing } = this.#state;
    this.#theme = view.theme;
    viewing.read(view.view);
    playback.setPace(viewing.get('sweep') === undefined ? 'lesson' : 'sweep');
    if (view.at !== undefined) playback.restore(readPlace(view.at), view.t ? readProgress(view.t) : SETTLED);
    if (viewing.get('painting') !== undefined) playback.paint();
    for (const name of CLOCKWORK) viewing.set(name, null);
    if (problem)
      exploration.complain(`This link cannot be read: ${problem.message} Here is the page as it opens.`, problem.field);
  }

  /** Back or forward: the address has changed, the state follows. */
  follow(): void {
    this.#callOff?.();
    const opened = readAddress(this.#address.location.search);
    this.#state.exploration.open(opened.question);
    this.open(opened);
  }

  /** The state has changed, the address follows: a new step at once as a place to come back to, the rest soon. */
  keep(text: string): void {
    const { commits } = this.#state.exploration;
    this.#callOff?.();
    if (commits !== this.#commits) {
      this.#commits = commits;
      this.#address.history.pushState(null, '', this.#urlOf(text));
      return;
    }
    if (this.#address.location.search === `?${text}`) return;
    this.#callOff = this.#later(() => this.#address.history.replaceState(null, '', this.#urlOf(text)), PAUSE);
  }

  #urlOf(text: string): string {
    return `${this.#address.location.pathname}?${text}`;
  }

  #written(): string {
    const { exploration, playback, viewing } = this.#state;
    const t = playback.playing ? undefined : writeProgress(playback.moment);
    const flags = CLOCKWORK.filter((name) => (name === 'sweep' ? playback.pace === 'sweep' : playback.painting));
    const look = [...flags, ...(viewing.text ? [viewing.text] : [])].join(';');
    const view: PageView = {
      ...(playback.timeline && (playback.pinned || t) && { at: writePlace(playback.place) }),
      ...(t && { t }),
      ...(look && { view: look }),
      ...(this.#theme && { theme: this.#theme }),
    };
    return writeLink({ question: exploration.question, view });
  }
}

function afterwards(call: () => void, milliseconds: number): () => void {
  const timer = setTimeout(call, milliseconds);
  return () => clearTimeout(timer);
}
