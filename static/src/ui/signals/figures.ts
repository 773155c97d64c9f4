/** The two figures of the page as they can be taken along. */
import { functionOf } from '../../core/signals/functions.ts';
import type { Moment } from '../../core/timeline.ts';
import type { Size } from '../../export/clip.ts';
import type { Figure } from '../../export/figure.ts';
import type { Scene } from '../../scene/mark.ts';
import { integralLayout, integralMoving, integralOf, integralStill } from '../../scene/signals/continuous.ts';
import { signalScene, signalStage } from '../../scene/signals/discrete.ts';
import type { ConvolutionSubject } from '../../scene/subject.ts';
import { timeOf } from './integral-time.ts';
import type { ChosenFunctions } from './opening-functions.ts';

type Reveal = 'all' | 'written';

/** The kernel as it slides, turned if it is turned. */
export function rowFigure(subject: ConvolutionSubject, room: Size, reveal: Reveal): Figure {
  const stage = signalStage(subject, { ...room, form: 'page', reveal, turn: subject.flip ? 1 : 0 });
  return { sceneAt: (moment) => signalScene(stage, moment) };
}

/** The integral; its moment's position stands for t. */
export function integralFigure({ h, k, turned }: ChosenFunctions, room: Size, reveal: Reveal): Figure {
  const integral = integralOf(functionOf(h), functionOf(k), turned);
  const layout = integralLayout(integral, { ...room, form: 'page', reveal });
  const still = integralStill(integral, layout);
  const { width, height } = layout;
  return {
    sceneAt({ position, progress }: Moment): Scene {
      const moving = integralMoving(integral, layout, timeOf(position, progress), reveal);
      return { width, height, still, moving, label: 'Two functions, their product and its area' };
    },
  };
}
