/** How the page is looked at, as the link's `view` keeps it: `view=zoom=12.5,30,16;wipe=0.4`. */
import { writeDecimal } from '../core/numbers.ts';

/** The part of the input in sight: the cell in the middle, and how many lie across. */
export interface Viewport {
  readonly row: number;
  readonly column: number;
  readonly across: number;
}

const NAME = /^[a-z][a-z-]*$/;
/** Options that one makes like the question itself, so that they are undone with it; the others are how it is looked at. */
const MADE: readonly string[] = ['h', 'k', 'correlation', 'seed', 'numbers', 'weights'];

export class Viewing {
  #options = $state.raw<ReadonlyMap<string, string>>(new Map());
  readonly #viewport = $derived(readViewport(this.#options.get('zoom')));

  get(name: string): string | undefined {
    return this.#options.get(name);
  }

  set(name: string, value: string | null): void {
    if (!NAME.test(name)) throw new RangeError(`'${name}' is no name of a view option.`);
    const options = new Map(this.#options);
    if (value === null) options.delete(name);
    else options.set(name, value);
    this.#options = options;
  }

  /** Without one, the whole picture is shown. */
  get viewport(): Viewport | undefined {
    return this.#viewport;
  }

  setViewport(viewport: Viewport | undefined): void {
    this.set('zoom', viewport ? writeViewport(viewport) : null);
  }

  /** The link's text; `undefined` where nothing is chosen. */
  get text(): string | undefined {
    return written(this.#options) || undefined;
  }

  /** What has been made, as text. */
  get made(): string {
    return written([...this.#options].filter(([name]) => MADE.includes(name)));
  }

  /** Make it what it was, and look at it as now. */
  make(text: string): void {
    const seen = [...this.#options].filter(([name]) => !MADE.includes(name));
    this.#options = new Map([...seen, ...parsed(text)]);
  }

  /** Take the link's text; options that nobody knows are kept, so that a newer page's link survives. */
  read(text: string | undefined): void {
    this.#options = new Map(parsed(text ?? ''));
  }
}

function written(options: Iterable<readonly [name: string, value: string]>): string {
  return Array.from(options, ([name, value]) => (value ? `${name}=${value}` : name)).join(';');
}

function parsed(text: string): [name: string, value: string][] {
  const parts = text.split(';').map((part) => /^([^=]*)=?(.*)$/s.exec(part) ?? []);
  return parts.filter(([, name]) => NAME.test(name ?? '')).map(([, name, value]) => [`${name}`, `${value}`]);
}

function writeViewport({ row, column, across }: Viewport): string {
  return [row, column, across].map((cells) => writeDecimal(Math.round(cells * 100) / 100)).join();
}

function readViewport(text: string | undefined): Viewport | undefined {
  const [row, column, across] = (text ?? '').split(',').map(Number);
  if (![row, column, across].every(Number.isFinite) || !(Number(across) > 0)) return undefined;
  return { row: Number(row), column: Number(column), across: Number(across) };
}
