/** A drawing under way: its cells, its strokes one by one to be taken back, and what is in hand. */
import type { Volume } from '../../scene/volume.ts';
import { blankPad, isBlank, PAD_SIDE, type Spot, stroked } from './strokes.ts';

/** The pen's radius in cells of a pad of the usual side. */
const PEN = 1.1;
/** So many strokes can be taken back. */
const MOST_KEPT = 50;

export class Sketch {
  readonly side: number;
  #drawing = $state.raw() as Volume;
  #before = $state.raw<readonly Volume[]>([]);
  /** 1 draws, 0 erases. */
  ink = $state<0 | 1>(1);

  constructor(side = PAD_SIDE) {
    this.side = side;
    this.#drawing = blankPad(side);
  }

  get drawing(): Volume {
    return this.#drawing;
  }

  get isBlank(): boolean {
    return isBlank(this.#drawing);
  }

  get canUndo(): boolean {
    return this.#before.length > 0;
  }

  /** A stroke of its own. */
  begin(from: Spot, to = from): void {
    this.#remember();
    this.extend(from, to);
  }

  /** The same stroke goes on. */
  extend(from: Spot, to: Spot): void {
    this.#drawing = stroked(this.#drawing, from, to, this.ink, (PEN * this.side) / PAD_SIDE);
  }

  /** A drawing that is there already, to be gone on with. */
  load(drawing: Volume): void {
    this.#before = [];
    this.#drawing = drawing;
  }

  undo(): void {
    const [last, ...older] = this.#before;
    if (!last) return;
    this.#drawing = last;
    this.#before = older;
  }

  clear(): void {
    if (this.isBlank) return;
    this.#remember();
    this.#drawing = blankPad(this.side);
  }

  #remember(): void {
    this.#before = [this.#drawing, ...this.#before].slice(0, MOST_KEPT);
  }
}
