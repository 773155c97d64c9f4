/** The paper on the pad: its strokes, and the picture that they are. Of strokes and choices the later one holds. */
import type { Volume } from '../../scene/volume.ts';
import { Sketch } from '../picture/sketch.svelte.ts';
import { NETWORK_PAD } from './pad.ts';

export class Paper {
  readonly sketch = new Sketch(NETWORK_PAD);
  /** The strokes that are a picture already, and its name. */
  #kept = { drawing: this.sketch.drawing, image: '' };
  /** The picture that was chosen last, and the strokes that lay here then: later ones are not wiped by it. */
  #chosen = { drawing: this.sketch.drawing, image: '' };

  /** The strokes are no picture yet. */
  get isNew(): boolean {
    return this.sketch.drawing !== this.#kept.drawing;
  }

  /** A picture that is looked at from now on, whether or not its cells are here. */
  choose(image: string): void {
    if (image !== this.#chosen.image) this.#chosen = { drawing: this.sketch.drawing, image };
  }

  /** The cells of a picture have come. */
  lay(image: string, drawing: Volume): void {
    const isLate = this.sketch.drawing !== this.#chosen.drawing;
    if (image !== this.#chosen.image || image === this.#kept.image || isLate) return;
    this.sketch.load(drawing);
    this.#kept = { drawing, image };
    this.#chosen = this.#kept;
  }

  /** What makes a picture of the strokes as they are now; false where strokes or a choice came later. */
  send(): (image: string) => boolean {
    const { drawing } = this.sketch;
    const chosen = this.#chosen;
    return (image) => {
      if (drawing !== this.sketch.drawing || chosen !== this.#chosen) return false;
      this.#kept = { drawing, image };
      this.#chosen = this.#kept;
      return true;
    };
  }
}
