/** The stage as a figure that can be taken along: laid out once, its pictures made anew for each filter only. */
import type { Mark } from '../scene/mark.ts';
import { spoken } from '../scene/spoken.ts';
import { layoutOf, movingMarks, type StageView, stillMarks } from '../scene/stage.ts';
import { placeOf, type Subject } from '../scene/subject.ts';
import { workingsAt } from '../scene/workings.ts';
import type { Figure } from './figure.ts';

export function stageFigure(subject: Subject, view: StageView): Figure {
  const layout = layoutOf(subject, view);
  const { width, height } = layout;
  let drawn = -1;
  let still: readonly Mark[] = [];
  return {
    sceneAt(moment) {
      const { filter } = placeOf(subject, moment.position);
      if (filter !== drawn) {
        drawn = filter;
        still = stillMarks(subject, layout, view, filter);
      }
      const moving = movingMarks(subject, layout, view, moment);
      return { width, height, still, moving, label: spoken(subject, workingsAt(subject, moment.position)) };
    },
  };
}
