/** The diagram of layers for slides: as it stands, or with the units of the chosen layer walked through. */
import type { Cones } from '../../core/nets/cone.ts';
import type { Moment } from '../../core/timeline.ts';
import { sweepOf } from '../../export/clip.ts';
import type { Takeable } from '../../export/figure.ts';
import { diagramScene } from '../../scene/receptive/diagram.ts';
import type { Levels } from '../../scene/receptive/levels.ts';
import { sightOf } from '../../scene/receptive/sight.ts';

export interface Shown {
  readonly levels: Levels;
  readonly cones: Cones;
  readonly layerIndex: number;
  readonly layer: string;
  /** Row and column of the unit. */
  readonly place: readonly [number, number];
  readonly caption: string;
}

export function diagramTakeable({ levels, cones, layerIndex, layer, place, caption }: Shown): Takeable {
  const level = levels.levelOf[layerIndex] ?? 0;
  const units = levels.levels[level]?.units ?? 1;
  return {
    key: 'layers',
    name: 'the layers',
    words: ['receptive-field', layer],
    caption,
    moment: { position: place[1], subStep: 'write', progress: 1 },
    clips: { sweep: () => sweepOf(units) },
    figureIn: ({ width, height }) => ({
      sceneAt: ({ position }: Moment) =>
        diagramScene(levels, sightOf(levels, cones, level, [place[0], position]), { width, height, form: 'page' }),
    }),
  };
}
