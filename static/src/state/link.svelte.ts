/** The page's address is its state: read when it opens and on back and forward, written as things change. */
import { PAGES_ONLY, QuestionError, splitQuery, writeQuery } from '../wire/query.ts';
import {
  type ConvolutionQuestion,
  type PageView,
  type Question,
  readLink,
  readQuestion,
  writeLink,
} from '../wire/question.ts';
import { type Address, AddressKeeper, type Later } from './address-keeper.ts';
import type { Inquiry } from './inquiry.svelte.ts';
import { readPlace, readProgress, SETTLED, writePlace, writeProgress } from './place-text.ts';
import type { Playback } from './playback.svelte.ts';
import type { Viewing } from './viewing.svelte.ts';

export const OPENING = 'image=face&kernel=sobel-left&padding=same&border=replicate';

/** The question that a page opens with, and which questions it can show at all. */
export interface Opening<Q extends Question = ConvolutionQuestion> {
  readonly text: string;
  /** A convolution where nothing is said. */
  readonly op?: Q['op'];
  /** Throws a QuestionError at a question that is at home on another page. */
  require?(question: Q): void;
}

const KERNELS: Opening = { text: OPENING };

export interface Opened<Q extends Question = Question> {
  readonly question: Q;
  readonly view: PageView;
  /** What is wrong with the link; the question is then the opening one. */
  readonly problem: QuestionError | null;
}

/**
 * What a link asks for. Without a picture it takes the opening's, and without a kernel, or a pool and its window, those;
 * one that cannot be read says why.
 */
export function readAddress<Q extends Question = ConvolutionQuestion>(
  search: string,
  opening: Opening<Q> = KERNELS as Opening<Question> as Opening<Q>,
): Opened<Q> {
  const op = opening.op ?? 'convolution';
  try {
    const link = readLink(completed(search, opening.text), op);
    const [question, view] = [link.question as Q, link.view];
    opening.require?.(question);
    if (view.at !== undefined) readPlace(view.at);
    if (view.t !== undefined) readProgress(view.t);
    return { question, view, problem: null };
  } catch (error) {
    if (!(error instanceof QuestionError)) throw error;
    return { question: readQuestion(opening.text, op) as Q, view: {}, problem: error };
  }
}

/** What a question of its operation cannot be without. */
const NEEDED = ['kernel', 'pool', 'window'];

function completed(search: string, opening: string): string {
  const given = splitQuery(search);
  const asked = [...given.keys()].filter((name) => !(PAGES_ONLY as readonly string[]).includes(name));
  const missing = [...splitQuery(opening)].filter(([name]) => {
    if (given.has(name)) return false;
    if (name === 'image' || name === 'grid') return !given.has('image') && !given.has('grid');
    return NEEDED.includes(name) || asked.length === 0;
  });
  return writeQuery([...missing, ...given]);
}

export interface LinkedState {
  readonly exploration: Inquiry;
  readonly playback: Playback;
  readonly viewing: Viewing;
}

/** View options that are the playback's own. */
const CLOCKWORK = ['sweep', 'painting', 'free', 'speed'] as const;
const USUAL_SPEED = 5;

export class Link {
  /** How the page is where its link says nothing. */
  readonly opening: Opening<Question>;
  readonly #state: LinkedState;
  readonly #address: Address;
  readonly #keeper: AddressKeeper;
  #theme = $state.raw<string | undefined>();
  readonly #text = $derived.by(() => this.#written());

  constructor(
    state: LinkedState,
    address: Address,
    later?: Later,
    opening: Opening<Question> = KERNELS as Opening<Question>,
  ) {
    this.opening = opening;
    this.#state = state;
    this.#address = address;
    this.#keeper = new AddressKeeper(address, state.exploration.commits, later);
  }

  /** The query that names all that is on screen. */
  get text(): string {
    return this.#text;
  }

  /** The theme that is chosen for the page; none follows the system. */
  wear(theme: string | undefined): void {
    this.#theme = theme;
  }

  /** Take over what an address says beside its question. */
  open({ view, problem }: Opened): void {
    const { exploration, playback, viewing } = this.#state;
    viewing.read(view.view);
    const flag = (name: (typeof CLOCKWORK)[number]): boolean => viewing.get(name) !== undefined;
    playback.setSpeed(Number(viewing.get('speed')) || USUAL_SPEED);
    playback.setPace(flag('sweep') ? 'sweep' : 'lesson');
    playback.restore({
      place: view.at === undefined ? null : readPlace(view.at),
      pinned: view.at !== undefined && !flag('free'),
      ...(view.t === undefined ? SETTLED : readProgress(view.t)),
    });
    if (flag('painting')) playback.paint();
    for (const name of CLOCKWORK) viewing.set(name, null);
    exploration.accompany(viewing);
    if (problem)
      exploration.complain(`This link cannot be read: ${problem.message} Here is the page as it opens.`, problem.field);
  }

  /** The page as it opens, as a step that can be undone. */
  reset(): void {
    const opened = readAddress('', this.opening);
    this.#state.viewing.read(opened.view.view);
    this.#state.exploration.change(opened.question);
    this.open(opened);
  }

  /** Back or forward: the address has changed, the state follows. */
  follow(): void {
    this.#keeper.forget();
    const opened = readAddress(this.#address.location.search, this.opening);
    this.#state.viewing.read(opened.view.view);
    this.#state.exploration.travel(opened.question);
    this.open(opened);
  }

  /** The state has changed, the address follows. */
  keep(text: string): void {
    this.#keeper.keep(text, this.#state.exploration.commits);
  }

  #written(): string {
    const { exploration, playback, viewing } = this.#state;
    const t = writeProgress(playback.moment);
    const isElsewhere = playback.pinned || t !== undefined || !playback.isInMiddle;
    const at = playback.timeline && isElsewhere ? writePlace(playback.place) : undefined;
    const look = [...this.#clockwork(at !== undefined), ...(viewing.text ? [viewing.text] : [])].join(';');
    const view: PageView = {
      ...(at && { at }),
      ...(t && { t }),
      ...(look && { view: look }),
      ...(this.#theme && { theme: this.#theme }),
    };
    return writeLink({ question: exploration.question, view });
  }

  #clockwork(isPlaced: boolean): string[] {
    const { pace, painting, pinned, speed } = this.#state.playback;
    return [
      ...(pace === 'sweep' ? ['sweep'] : []),
      ...(painting ? ['painting'] : []),
      ...(isPlaced && !pinned ? ['free'] : []),
      ...(speed === USUAL_SPEED ? [] : [`speed=${speed}`]),
    ];
  }
}
