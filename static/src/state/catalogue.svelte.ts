/** What there is to choose from: named kernels, generators, pictures; and the numbers behind a kernel's name. */
import { shortest } from '../core/digits.ts';
import { numberOf, readNumber, type WrittenNumber } from '../core/numbers.ts';
import type { GeneratorEntry, ImageEntry, ImageList, KernelEntry, KernelList, StepList } from '../wire/answers.ts';
import { type Kernel, type KernelPlane, writeKernel } from '../wire/kernel.ts';
import { type Plane, type Question, readQuestion } from '../wire/question.ts';
import type { Planes } from './operation.ts';
import { pauseAfter, type Wait, waited } from './pauses.ts';
import { troubleOf } from './trouble.ts';

/** What the catalogue asks of the client. */
export interface Librarian {
  kernels(): Promise<KernelList>;
  images(): Promise<ImageList>;
  steps(question: Question, asking: { count: number }): Promise<StepList>;
}

export class Catalogue {
  #kernels = $state.raw<readonly KernelEntry[]>([]);
  #generators = $state.raw<readonly GeneratorEntry[]>([]);
  #samples = $state.raw<readonly ImageEntry[]>([]);
  #limits = $state.raw<ImageList['limits'] | null>(null);
  readonly #librarian: Librarian;
  readonly #wait: Wait;
  #listed: Promise<KernelList> | null = null;
  /** The numbers of names and generators by how they are written. They are the same for ever. */
  readonly #known = new Map<string, Plane>();

  constructor(librarian: Librarian, wait: Wait = waited) {
    this.#librarian = librarian;
    this.#wait = wait;
  }

  get kernels(): readonly KernelEntry[] {
    return this.#kernels;
  }

  get generators(): readonly GeneratorEntry[] {
    return this.#generators;
  }

  get samples(): readonly ImageEntry[] {
    return this.#samples;
  }

  get limits(): ImageList['limits'] | null {
    return this.#limits;
  }

  /** Fetch both lists, from a lost server as soon as it is back. */
  async load(failures = 0): Promise<void> {
    try {
      await this.#load();
    } catch (error) {
      if (troubleOf(error).kind !== 'connection') throw error;
      await this.#wait(pauseAfter(failures));
      await this.load(failures + 1);
    }
  }

  async #load(): Promise<void> {
    const [{ samples, limits }] = await Promise.all([this.#librarian.images(), this.#list()]);
    this.#samples = [...samples, ...this.#samples.filter(({ sample }) => !sample)];
    this.#limits = limits;
  }

  /** The picture of a name or an id. */
  entryOf(name: string): ImageEntry | null {
    return this.#samples.find((entry) => entry.name === name || entry.id === name) ?? null;
  }

  /** An upload takes its place among the pictures. */
  addSample(entry: ImageEntry): void {
    if (!this.entryOf(entry.id)) this.#samples = [...this.#samples, entry];
  }

  /** The name or the generator that a kernel of one plane is written with. */
  nameOf(kernel: Kernel): KernelEntry | GeneratorEntry | null {
    const plane = kernel.length === 1 && kernel[0]?.length === 1 ? kernel[0][0] : undefined;
    if (plane?.kind !== 'named') return null;
    const isIt = ({ name }: { name: string }): boolean => name === plane.name;
    return this.#kernels.find(isIt) ?? this.#generators.find(isIt) ?? null;
  }

  /** The numbers of a whole kernel, where all of them are known without asking. */
  knownPlanes(kernel: Kernel): Planes | null {
    const planes = kernel.map((filter) => filter.map((plane) => this.#knownPlane(plane)));
    return planes.every((filter): filter is Plane[] => filter.every((plane) => plane !== null)) ? planes : null;
  }

  planesOf(kernel: Kernel): Promise<Planes> {
    return Promise.all(kernel.map((filter) => Promise.all(filter.map((plane) => this.planeOf(plane)))));
  }

  /** The numbers of one plane: written, named, or generated. */
  async planeOf(plane: KernelPlane): Promise<Plane> {
    const known = this.#knownPlane(plane) ?? (await this.#namedPlane(plane)) ?? (await this.#generatedPlane(plane));
    this.#known.set(writeKernel([[plane]]), known);
    return known;
  }

  #knownPlane(plane: KernelPlane): Plane | null {
    return plane.kind === 'written' ? plane.rows : (this.#known.get(writeKernel([[plane]])) ?? null);
  }

  /** Named kernels keep their fractions. */
  async #namedPlane(plane: KernelPlane): Promise<Plane | null> {
    if (plane.kind !== 'named' || plane.parameters.length > 0) return null;
    const { kernels } = await this.#list();
    const entry = kernels.find(({ name }) => name === plane.name);
    return entry ? entry.rows.map((row) => row.map(readNumber)) : null;
  }

  /** With the steps of a convolution its kernel is written out: that is how a generator's weights are learnt. */
  async #generatedPlane(plane: KernelPlane): Promise<Plane> {
    const question = readQuestion(`grid=0&kernel=${writeKernel([[plane]])}&padding=same`, 'convolution');
    const { kernel } = await this.#librarian.steps(question, { count: 1 });
    const rows = kernel?.[0]?.[0];
    if (!rows) throw new RangeError(`The server did not write out ${writeKernel([[plane]])}.`);
    return rows.map((row) => row.map(writtenWeight));
  }

  async #list(): Promise<KernelList> {
    this.#listed ??= this.#librarian.kernels();
    try {
      const list = await this.#listed;
      this.#kernels = list.kernels;
      this.#generators = list.generators;
      return list;
    } catch (error) {
      this.#listed = null;
      throw error;
    }
  }
}

/** A fraction stays one; a long decimal keeps the digits that the engine's float32 holds. */
function writtenWeight(text: string): WrittenNumber {
  const number = readNumber(text);
  return text.includes('/') ? number : numberOf(shortest(number.value));
}
