/** The wall of /network: what of the page fills it, and the keys that go from one part to another. */
import { untrack } from 'svelte';
import type { Command } from '../../state/commands.ts';
import type { NetworkState } from '../../state/network/network-state.svelte.ts';
import type { ThemeWatch } from '../stage/theme-watch.svelte.ts';
import { COMPARED_VIEWS } from './compared.ts';
import { nextWall, type Parts, WALL_KEYS, WALLS, WALLS_ELSEWHERE, type Wall, wallOf } from './walls.ts';

export class Walls {
  readonly #all: NetworkState;
  readonly #themes: ThemeWatch;
  readonly #parts: Parts = $derived.by(() => this.#partsNow());
  readonly #shown: Wall | null = $derived.by(() => {
    const named = this.#all.viewing.get('wall');
    const isHere = this.#themes.isProjector && !WALLS_ELSEWHERE.includes(named ?? '');
    return isHere ? wallOf(named, this.#parts) : null;
  });
  readonly keys: readonly Command[];
  /** As it was when it was last followed. */
  #before: { readonly opened: string; readonly named: string | undefined; readonly isOn: boolean } | null = null;

  constructor(all: NetworkState, themes: ThemeWatch) {
    this.#all = all;
    this.#themes = themes;
    this.keys = [...this.#wallKeys(), ...this.#changeKeys()];
  }

  get parts(): Parts {
    return this.#parts;
  }

  /** The part that has the wall; null where nothing is projected. */
  get shown(): Wall | null {
    return this.#shown;
  }

  /** What has the wall, where that is not the stage. */
  get isBesideStage(): boolean {
    return this.#shown !== null && this.#shown !== 'unit';
  }

  show(wall: Wall | null): void {
    this.#all.viewing.set('wall', wall);
  }

  /** What is opened on the wall gets it, and the next wall begins anew; a link that names a part is left as it is. */
  follow(): void {
    const { layer, unit } = this.#all.exploration.question;
    const now = { opened: `${layer} ${unit}`, named: this.#all.viewing.get('wall'), isOn: this.#themes.isProjector };
    const before = this.#before ?? now;
    this.#before = now;
    const isOpened = now.isOn && now.opened !== before.opened;
    const isLeft = before.isOn && !now.isOn;
    if ((isOpened || isLeft) && now.named === before.named) untrack(() => this.show(null));
  }

  #partsNow(): Parts {
    const { exploration, unit, stage } = this.#all;
    const { description, layer, question, prediction, isLive } = exploration;
    const shown = question.unit && !isLive ? unit.shown : null;
    const isOpened = layer !== null && description?.available === true;
    const canDream = question.unit !== null || layer?.output_shape.length === 3;
    return {
      overview: true,
      maps: isOpened,
      unit: shown !== null,
      kernel: shown?.head.type === 'conv' && shown.learned !== null && stage.subject !== null,
      dream: isOpened && layer.type !== 'input' && canDream,
      end: prediction !== null,
      classes: prediction !== null,
    };
  }

  #wallKeys(): Command[] {
    const go = (name: string, label: string, key: string, next: () => Wall): Command => ({
      name: `wall-${name}`,
      label: `${label} (projector)`,
      keys: [key],
      group: 'view',
      onFigure: true,
      perform: () => this.#shown !== null && this.show(next()),
    });
    const next = go('next', 'The next part', 'w', () => nextWall(this.#shown ?? 'overview', this.#parts));
    return [next, ...WALLS.map((wall) => go(wall, WALL_KEYS[wall][1], WALL_KEYS[wall][0], () => wall))];
  }

  #changeKeys(): Command[] {
    const change = (name: string, label: string, key: string, perform: () => void): Command => ({
      name,
      label,
      keys: [key],
      group: 'change',
      onFigure: true,
      perform,
    });
    return [
      change('compared', 'Both, A, B, or what lies between', 'c', () => this.#turnCompared()),
      change('next-picture', 'The next picture', 'n', () => this.#nextPicture()),
    ];
  }

  #turnCompared(): void {
    const { viewing, exploration } = this.#all;
    if (!exploration.question.against) return;
    const at = COMPARED_VIEWS.findIndex((view) => view === (viewing.get('compare') ?? 'both'));
    const next = COMPARED_VIEWS[(at + 1) % COMPARED_VIEWS.length] ?? 'both';
    viewing.set('compare', next === 'both' ? null : next);
  }

  #nextPicture(): void {
    const { exploration, catalogue } = this.#all;
    const { samples } = catalogue;
    const { image } = exploration.question;
    const at = samples.findIndex(({ name, id }) => name === image || id === image);
    const next = samples[(at + 1) % Math.max(1, samples.length)];
    if (next) exploration.setImage(next.name ?? next.id);
  }
}
