/** The stage: input, calculation and output of one operation, as marks of (data, geometry, moment). */
import { describe } from '../core/geometry.ts';
import type { Moment } from '../core/timeline.ts';
import { ringOf } from './border.ts';
import { between, easedOut } from './box.ts';
import { type Calculation, calculationOf } from './calculation.ts';
import { calculationMarks } from './calculation-marks.ts';
import { dependencyMarks } from './dependency.ts';
import { labelMarks, placeMarks } from './labels.ts';
import { type StageLayout, type StageView, sidesOf } from './layout.ts';
import { loupeMarks } from './loupe.ts';
import { mapMarks, writtenMap } from './maps.ts';
import type { Mark } from './mark.ts';
import { ghostMarks, type Picture, pictureMarks, writtenMarks } from './picture.ts';
import { shareOf } from './progress.ts';
import { resultColour } from './result.ts';
import { outputBox, stencilMarks } from './stencil.ts';
import { isColour, type Place, type Subject } from './subject.ts';
import { windowTints } from './tint.ts';
import { unreachedMarks } from './unreached.ts';
import { workingsAt } from './workings.ts';
import { type Writing, writingOf } from './writing.ts';

export { type Hit, hitAt } from './hit.ts';
export { layoutOf, type StageLayout, type StageView } from './layout.ts';

/** The pictures with their labels; `filter` is the output channel that is looked at. */
export function stillMarks(subject: Subject, layout: StageLayout, view: StageView, filter = 0): Mark[] {
  const { measures } = layout;
  const unreached = describe(subject.geometry, subject.input.height, subject.input.width).unreached;
  const { transposed } = subject.geometry;
  const writing = writingOf(subject, view.cells);
  const inputs = layout.inputs.flatMap(({ panel, channels }) => [
    ...pictureMarks(panel, inputPicture(subject, channels, writing), measures, ringFor(subject)),
    ...(transposed ? [] : unreachedMarks(panel, unreached, measures)),
  ]);
  const output =
    view.reveal === 'written'
      ? ghostMarks(layout.output, measures)
      : pictureMarks(layout.output, outputPicture(subject, filter, writing), measures);
  const maps = mapMarks(
    layout.maps,
    (map) => outputPicture(subject, map, writing),
    filter,
    view.reveal !== 'written',
    measures,
  );
  const missed = transposed ? unreachedMarks(layout.output, unreached, measures) : [];
  return [
    { kind: 'group', marks: [...inputs, ...labelMarks(layout, 'input', subject)], label: 'input' },
    {
      kind: 'group',
      marks: [...output, ...missed, ...maps, ...labelMarks(layout, 'output', subject)],
      label: 'output',
    },
  ];
}

/** What the moment moves: the stencil, the calculation, and what has been written so far. */
export function movingMarks(subject: Subject, layout: StageLayout, view: StageView, moment: Moment): Mark[] {
  const workings = workingsAt(subject, moment.position);
  const { place } = workings;
  const writing = writingOf(subject, view.cells);
  const calculation = calculationOf(subject, workings, layout.calculation, writing);
  const hidden = view.hidden ?? false;
  return [
    ...(view.reveal === 'written' ? revealed(subject, layout, moment, place, writing) : []),
    ...(view.pointed?.kind === 'weight' ? [] : windowTints(subject, layout, writing, place)),
    ...dependencyMarks(subject, layout, view.pointed, writing, place.filter),
    ...stencilMarks(subject, layout, view, moment),
    { kind: 'group', label: 'calculation', marks: calculationMarks(calculation, moment, hidden) },
    ...(hidden ? coverMarks(layout, place) : flightMarks(calculation, layout, moment)),
    ...placeMarks(layout, subject, place),
    ...(view.touch
      ? loupeMarks(subject, layout, place, view.touch, inputPicture(subject, layout.inputs[0].channels, writing))
      : []),
  ];
}

function revealed(
  subject: Subject,
  layout: StageLayout,
  moment: Moment,
  place: Place,
  writing: Writing | null,
): Mark[] {
  const { height, width } = subject.output;
  const done = moment.position + (shareOf(moment, 'write') >= 1 ? 1 : 0) - place.filter * height * width;
  const picture = outputPicture(subject, place.filter, writing);
  return [
    ...writtenMarks(layout.output, picture, done, layout.measures),
    ...writtenMap(layout.maps[place.filter], picture, done, layout.measures),
  ];
}

/** While it is written, the result goes from the calculation to its cell. */
function flightMarks(calculation: Calculation, layout: StageLayout, moment: Moment): Mark[] {
  if (moment.subStep !== 'write' || moment.progress <= 0 || moment.progress >= 1) return [];
  const { place } = calculation.workings;
  const box = between(layout.calculation.result, outputBox(layout, place), easedOut(moment.progress));
  const frame = { colour: 'output', width: layout.measures.strong } as const;
  return [{ kind: 'tile', box, colour: resultColour(calculation), text: '', size: 1, frame }];
}

/** A cell to be guessed shows neither its number nor its colour. */
function coverMarks(layout: StageLayout, place: Place): Mark[] {
  return [
    {
      kind: 'rect',
      box: outputBox(layout, place),
      fill: 'surface',
      stroke: { colour: 'output', width: layout.measures.strong },
    },
  ];
}

function inputPicture(
  { input, inputScale, units }: Subject,
  channels: readonly number[],
  writing: Writing | null,
): Picture {
  return { volume: input, channels, scale: inputScale, units, write: writing?.input };
}

function outputPicture(subject: Subject, filter: number, writing: Writing | null): Picture {
  const channels = isColour(subject) ? [0, 1, 2] : [filter];
  return { volume: subject.output, channels, scale: subject.outputScale, units: subject.units, write: writing?.output };
}

function ringFor(subject: Subject): ReturnType<typeof ringOf> {
  const border = subject.operation === 'convolution' ? subject.border : 'zeros';
  return ringOf(subject.input, sidesOf(subject.geometry), border);
}
