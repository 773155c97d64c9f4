/** A transposed convolution seen two ways, as a figure that can be taken along. */
import type { Size } from '../../export/clip.ts';
import type { Figure } from '../../export/figure.ts';
import type { Mark } from '../../scene/mark.ts';
import { waysLayout } from '../../scene/transposed/layout.ts';
import type { TransposedSubject } from '../../scene/transposed/transposed-subject.ts';
import { channelOf, positionOfWalk, stampsDown, type Walk } from '../../scene/transposed/walk.ts';
import { movingWays, stillWays } from '../../scene/transposed/ways.ts';

/** More cells a side than this cannot be told apart. */
export const MOST_CELLS = 72;

export interface WaysShown {
  readonly over: Walk['over'];
  /** The output that is looked at while stamps fall. */
  readonly position: number;
  /** The channel of the filter that is drawn while outputs are gone over. */
  readonly channel: number;
  /** The output only as far as it is written; stamps are always so. */
  readonly isPainting: boolean;
}

export function waysFigure(subject: TransposedSubject, room: Size, shown: WaysShown): Figure {
  const layout = waysLayout(subject, { width: room.width, form: 'page' });
  const { width, height } = layout;
  const cells = subject.output.height * subject.output.width;
  const stills = new Map<string, readonly Mark[]>();
  return {
    sceneAt(moment) {
      const { over, position } = shown;
      const walk: Walk = over === 'inputs' ? { over, moment, position } : { over, moment };
      const filter = Math.floor(positionOfWalk(walk) / cells);
      const channel = channelOf(subject, walk, shown.channel);
      const name = `${filter},${channel}`;
      const still = stills.get(name) ?? stillWays(subject, layout, filter, channel, over);
      stills.set(name, still);
      const painted = shown.isPainting ? Math.min(cells, stampsDown(moment) - filter * cells) : undefined;
      const moving = movingWays(subject, layout, { walk, channel, painted });
      return { width, height, still, moving, label: 'Scatter, output, gather' };
    },
  };
}
