/** One convolution and its answer: the kernel in numbers, its verbs, and the output while a weight is dragged. */
import { GeometryError } from '../core/geometry.ts';
import type { WrittenNumber } from '../core/numbers.ts';
import type { Output, Picture } from '../wire/answers.ts';
import { type Kernel, readKernel } from '../wire/kernel.ts';
import type { ConvolutionQuestion, ImageSubject, Plane } from '../wire/question.ts';
import { type Answer, localAnswer, type StageSubject, serverAnswer, subjectOf } from './answer.ts';
import type { Catalogue } from './catalogue.svelte.ts';
import { convolveHere } from './here.ts';
import { Inquiry } from './inquiry.svelte.ts';
import { geometryFor, type Planes } from './operation.ts';
import type { Wait } from './pauses.ts';
import { volumeOfTensor } from './volume.ts';

/** What an exploration asks of the client. */
export interface Asker {
  convolution(question: ConvolutionQuestion, asking: { signal: AbortSignal }): Promise<Output>;
  image(subject: ImageSubject): Promise<Picture>;
}

export interface ExplorationOptions {
  readonly asker: Asker;
  readonly catalogue: Catalogue;
  readonly question: ConvolutionQuestion;
  /** How time passes: until a drag rests, until an answer is late, until a lost server is asked again. */
  readonly wait?: Wait;
}

export interface WeightPlace {
  readonly filter?: number;
  readonly channel?: number;
  readonly gesture?: string;
}

export class Exploration extends Inquiry<ConvolutionQuestion, Answer, StageSubject> {
  #planes = $state.raw<Planes | null>(null);
  readonly #asker: Asker;
  readonly #catalogue: Catalogue;

  constructor({ asker, catalogue, question, wait }: ExplorationOptions) {
    super({ question, image: (subject) => asker.image(subject), wait });
    this.#asker = asker;
    this.#catalogue = catalogue;
  }

  /** The wanted kernel in numbers; while a name is being looked up, the numbers before it. */
  get planes(): Planes | null {
    return this.#planes;
  }

  setKernel(kernel: Kernel | string, gesture?: string): void {
    this.change({ kernel: typeof kernel === 'string' ? readKernel(kernel) : kernel }, gesture);
  }

  setWeight(row: number, column: number, number: WrittenNumber, place: WeightPlace = {}): void {
    const known = this.#catalogue.knownPlanes(this.question.kernel);
    const plane = known?.[place.filter ?? 0]?.[place.channel ?? 0];
    if (!plane) return;
    this.setRows(plane.with(row, (plane[row] ?? []).with(column, number)), place);
  }

  /** A plane's numbers, all of them. The other planes keep their names where their shape is still the same. */
  setRows(rows: Plane, { filter = 0, channel = 0, gesture }: WeightPlace = {}): void {
    const kernel = this.question.kernel.map((planes, f) =>
      planes.map((plane, c) => (f === filter && c === channel ? ({ kind: 'written', rows } as const) : plane)),
    );
    this.setKernel(kernel, gesture);
  }

  protected override about(answer: Answer): StageSubject {
    return subjectOf(answer);
  }

  protected override took({ kernel }: ConvolutionQuestion): void {
    this.#planes = this.#catalogue.knownPlanes(kernel) ?? this.#planes;
  }

  protected override arrived({ planes }: Answer): void {
    this.#planes = planes;
  }

  protected override answeredHere(question: ConvolutionQuestion): Answer | null {
    const planes = this.#catalogue.knownPlanes(question.kernel);
    const seen = this.inputAtHand(question);
    if (!planes || !seen) return null;
    try {
      const { volume: input, entry } = seen;
      const output = convolveHere(question, planes, input);
      if (!output) return null;
      return localAnswer({ question, planes, geometry: geometryFor(question, planes), input, output, entry });
    } catch (error) {
      // A shape on its way that cannot be: the server says why.
      if (!(error instanceof GeometryError)) throw error;
      return null;
    }
  }

  protected override async fetched(question: ConvolutionQuestion, signal: AbortSignal): Promise<Answer> {
    const [{ volume: input, entry }, planes, { output, meta }] = await Promise.all([
      this.inputOf(question),
      this.#catalogue.planesOf(question.kernel),
      this.#asker.convolution(question, { signal }),
    ]);
    const geometry = geometryFor(question, planes);
    return serverAnswer({ question, planes, geometry, input, output: volumeOfTensor(output), entry }, meta);
  }
}
