/** Everything that a key can do on the diagram. */
import { sidesOf } from '../../core/nets/structure.ts';
import type { Levels } from '../../scene/receptive/levels.ts';
import type { Command } from '../../state/commands.ts';
import type { Receptive } from '../../state/receptive/receptive.svelte.ts';

export interface Here {
  readonly receptive: Receptive;
  readonly levels: () => Levels;
  /** On the projector, to the next of what can have the wall. */
  readonly wall: () => void;
}

/** The level of the unit at hand. */
export function levelAt({ receptive, levels }: Here): number {
  return levels().levelOf[receptive.layerIndex] ?? 0;
}

export function commandsOf(here: Here, page: { help: () => void; leave: () => void }): Command[] {
  const { receptive } = here;
  const place = (name: string, label: string, keys: string[], perform: () => void): Command => ({
    name,
    label,
    keys,
    group: 'place',
    perform,
    onFigure: true,
  });
  return [
    place('next', 'Next unit', ['ArrowRight'], () => move(here, 1)),
    place('before', 'Unit before', ['ArrowLeft'], () => move(here, -1)),
    place('deeper', 'A layer up, deeper into the network', ['ArrowUp', 'PageDown'], () => climb(here, 1)),
    place('lower', 'A layer down, towards the input', ['ArrowDown', 'PageUp'], () => climb(here, -1)),
    place('first', 'First unit', ['Home'], () => move(here, Number.NEGATIVE_INFINITY)),
    place('last', 'Last unit', ['End'], () => move(here, Number.POSITIVE_INFINITY)),
    {
      name: 'wall',
      label: 'Both, the diagram, or the picture (projector)',
      keys: ['w'],
      group: 'view',
      perform: here.wall,
      onFigure: true,
    },
    { name: 'help', label: 'These keys', keys: ['?'], group: 'view', perform: page.help },
    { name: 'leave', label: 'Let go, or leave', keys: ['Escape'], group: 'view', perform: page.leave },
    { name: 'undo', label: 'Undo', keys: ['mod+z'], group: 'change', perform: () => receptive.undo() },
    { name: 'redo', label: 'Redo', keys: ['mod+y', 'mod+shift+z'], group: 'change', perform: () => receptive.redo() },
  ];
}

/** Along the level; the row stays in step, so that the box on the picture moves down its diagonal no more than it must. */
function move({ receptive }: Here, by: number): void {
  const { layer, unit, layerIndex } = receptive;
  if (!layer) return;
  const [, width] = sidesOf(layer);
  const column = Math.min(width - 1, Math.max(0, Number.isFinite(by) ? unit.place[1] + by : by > 0 ? width - 1 : 0));
  receptive.pin(layerIndex, [unit.place[0], column]);
}

/** To the unit of the next level that looks at about the same place. */
function climb(here: Here, by: 1 | -1): void {
  const { receptive } = here;
  const { levels } = here.levels();
  const from = levelAt(here);
  const to = Math.min(levels.length - 1, Math.max(0, from + by));
  const [level, other] = [levels[from], levels[to]];
  if (!level || !other || from === to) return;
  const across = (unit: number): number => {
    const near = Math.round((level.first + unit * level.jump - other.first) / other.jump);
    return Math.min(other.units - 1, Math.max(0, near));
  };
  const [row, column] = receptive.unit.place;
  receptive.pin(other.layer, [across(row), across(column)]);
}
