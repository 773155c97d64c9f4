/**
 * A scene on two canvases: the still layer below, the moving one above. Draws when shown something new, never else.
 * The still one is drawn aside and taken over as a bitmap, which costs nothing while the other moves: see `bitmap.ts`.
 */
import type { Mark, Scene } from '../scene/mark.ts';
import { takeOver } from './bitmap.ts';
import { type Context, paint } from './canvas.ts';
import type { Theme } from './theme.ts';

type Shown = Omit<Scene, 'label'>;

export class Painter {
  readonly #still: HTMLCanvasElement;
  readonly #moving: HTMLCanvasElement;
  #next: { scene: Shown; theme: Theme } | undefined;
  #drawn: { still: readonly Mark[]; moving: readonly Mark[]; theme: Theme } | undefined;
  #frame = 0;

  constructor(still: HTMLCanvasElement, moving: HTMLCanvasElement) {
    this.#still = still;
    this.#moving = moving;
  }

  /** Show a scene with the next frame; of several within one frame only the last is drawn. */
  show(scene: Shown, theme: Theme): void {
    this.#next = { scene, theme };
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.flush());
  }

  /** Draw at once what has been asked for. A layer whose marks are the very same is left as it is. */
  flush(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    if (!this.#next) return;
    const { scene, theme } = this.#next;
    const { still, moving } = scene;
    const isFresh = this.#resize(scene) || this.#drawn?.theme !== theme;
    if (isFresh || this.#drawn?.still !== still) drawAside(this.#still, still, theme);
    const isEmpty = moving.length === 0 && !this.#drawn?.moving.length;
    if (!isEmpty && (isFresh || this.#drawn?.moving !== moving)) draw(this.#moving.getContext('2d'), moving, theme);
    this.#drawn = { still, moving, theme };
    this.#next = undefined;
  }

  /** Everything again, with the next frame: a font has arrived, or the window came to another screen. */
  refresh(scene: Shown, theme: Theme): void {
    this.#drawn = undefined;
    this.show(scene, theme);
  }

  close(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#next = undefined;
  }

  /** The one place that knows of device pixels. */
  #resize({ width, height }: Shown): boolean {
    const pixels = [Math.round(width * ratio()), Math.round(height * ratio())] as const;
    const isSame = this.#still.width === pixels[0] && this.#still.height === pixels[1];
    if (isSame && this.#drawn) return false;
    for (const canvas of [this.#still, this.#moving]) {
      [canvas.width, canvas.height] = pixels;
      canvas.style.width = `${width}px`;
      canvas.style.height = `${height}px`;
    }
    return true;
  }
}

function drawAside(canvas: HTMLCanvasElement, marks: readonly Mark[], theme: Theme): void {
  const aside = new OffscreenCanvas(canvas.width, canvas.height);
  draw(aside.getContext('2d'), marks, theme);
  takeOver(canvas, aside);
}

function draw(context: Context | null, marks: readonly Mark[], theme: Theme): void {
  if (!context) throw new Error('This browser gives no canvas to draw on.');
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  context.setTransform(ratio(), 0, 0, ratio(), 0, 0);
  paint(context, marks, theme);
}

function ratio(): number {
  return globalThis.devicePixelRatio || 1;
}
