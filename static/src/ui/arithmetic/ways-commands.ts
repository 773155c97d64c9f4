/** The keys of the two ways: those of the stage without its zoom, and three of their own. */
import { type Command, commandsOf } from '../../state/commands.ts';
import type { Exploration } from '../../state/exploration.svelte.ts';
import type { Playback } from '../../state/playback.svelte.ts';

export interface WaysActs {
  readonly help: () => void;
  readonly leave: (moved: Playback) => void;
  readonly stamps: () => void;
  readonly counts: () => void;
  readonly wall: () => void;
}

export function waysCommands(moved: Playback, exploration: Exploration, acts: WaysActs): Command[] {
  const known = commandsOf(moved, exploration, {
    zoom: () => undefined,
    zoomOut: () => undefined,
    help: acts.help,
    leave: () => acts.leave(moved),
  });
  return [
    ...known.filter(({ name }) => !name.startsWith('zoom')),
    view('stamps', 'Stamp by stamp, or output by output', 's', acts.stamps),
    view('counts', 'How many stamps on each cell (projector)', 'c', acts.counts),
    view('wall', 'The two ways on the projector, or the stage', 'w', acts.wall),
  ];
}

function view(name: string, label: string, key: string, perform: () => void): Command {
  return { name, label, keys: [key], group: 'view', perform };
}
