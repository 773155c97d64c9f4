/** A figure at one moment after the other, on a canvas of the file's size. What stands still is painted once. */
import type { Moment } from '../core/timeline.ts';
import { type Context, paint } from '../paint/canvas.ts';
import type { Mark, Scene } from '../scene/mark.ts';
import { fitted, MARGIN, type Size } from './clip.ts';
import type { Figure, Look } from './figure.ts';

/** What an encoder needs of it. */
export interface Film {
  readonly canvas: OffscreenCanvas;
  show(moment: Moment): void;
  /** What is shown, to be given to another thread: nothing is copied, and the next moment is painted anew. */
  taken(): ImageBitmap;
}

export function filmOf(figure: Figure, look: Look, size: Size): Film {
  return new SceneFilm(figure, look, size);
}

class SceneFilm implements Film {
  readonly canvas: OffscreenCanvas;
  readonly #figure: Figure;
  readonly #look: Look;
  readonly #context: OffscreenCanvasRenderingContext2D;
  readonly #still: OffscreenCanvasRenderingContext2D;
  #drawn: readonly Mark[] | null = null;

  constructor(figure: Figure, look: Look, size: Size) {
    this.#figure = figure;
    this.#look = look;
    this.#still = contextOf(size, look);
    this.#context = contextOf(size, look);
    this.canvas = this.#context.canvas;
  }

  show(moment: Moment): void {
    const scene = this.#figure.sceneAt(moment);
    if (scene.still !== this.#drawn) this.#paintStill(scene);
    this.#clear(this.#context);
    this.#context.drawImage(this.#still.canvas, 0, 0);
    this.#paintIn(this.#context, scene, scene.moving);
  }

  taken(): ImageBitmap {
    return this.canvas.transferToImageBitmap();
  }

  #paintStill(scene: Scene): void {
    const { theme, paper } = this.#look;
    this.#drawn = scene.still;
    this.#clear(this.#still);
    this.#still.fillStyle = theme.colours.paper;
    if (paper) this.#still.fillRect(0, 0, this.canvas.width, this.canvas.height);
    this.#paintIn(this.#still, scene, scene.still);
  }

  #paintIn(context: Context, scene: Scene, marks: readonly Mark[]): void {
    const { x, y, scale } = fitted(scene, this.canvas, this.canvas.height * MARGIN);
    context.setTransform(scale, 0, 0, scale, x, y);
    paint(context, marks, this.#look.theme);
    context.resetTransform();
  }

  #clear(context: Context): void {
    context.clearRect(0, 0, this.canvas.width, this.canvas.height);
  }
}

function contextOf({ width, height }: Size, { paper }: Look): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true, alpha: !paper });
  if (!context) throw new Error('This browser gives no canvas to draw on.');
  return context;
}
