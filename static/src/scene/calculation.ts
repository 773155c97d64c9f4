/** A calculation made ready to be drawn: its digits, its groups, how far each of its terms has come. */
import { ValueScale } from '../core/colour.ts';
import type { Moment } from '../core/timeline.ts';
import { type CalculationLayout, chipOf } from './calculation-layout.ts';
import { lowered, productOf } from './letters.ts';
import { countedBy } from './progress.ts';
import { type ShownResult, shownResult } from './shown-sum.ts';
import { isColour, type Subject } from './subject.ts';
import { fittingSize } from './text.ts';
import type { ChannelTerms, Result, Workings } from './workings.ts';
import type { Writing } from './writing.ts';

/** One channel of the calculation, with the digits that are shown for it. */
export interface ShownGroup {
  readonly title: string;
  readonly channel: ChannelTerms;
  readonly products: readonly string[];
  readonly sum: string;
  /** How many terms of the calculation come before this group's. */
  readonly before: number;
  readonly winners: readonly number[];
}

/** A calculation ready to be drawn. */
export interface Calculation {
  readonly subject: Subject;
  readonly workings: Workings;
  readonly layout: CalculationLayout;
  readonly shown: readonly ShownResult[];
  readonly groups: readonly ShownGroup[];
  /** Channels for which there is no room; their sum still counts. */
  readonly further: number;
  readonly terms: number;
  readonly productScale: ValueScale;
  /** How it is written; null for numbers. */
  readonly writing: Writing | null;
}

export function calculationOf(
  subject: Subject,
  workings: Workings,
  layout: CalculationLayout,
  writing: Writing | null = null,
): Calculation {
  const shown = workings.results.map((result) => fittingDigits(result, layout));
  const groups = groupsOf(subject, workings.results, shown).map((group, index) =>
    writing ? lettered(group, isColour(subject) ? [index, 0] : [workings.place.filter, index], writing) : group,
  );
  const kept = layout.shape.groups < groups.length ? keptOf(subject, groups, layout.shape.groups) : groups;
  const terms = groups.reduce((sum, { channel }) => sum + channel.terms.length, 0);
  const productScale = productScaleOf(subject);
  return {
    subject,
    workings,
    layout,
    shown,
    groups: kept,
    further: groups.length - kept.length,
    terms,
    productScale,
    writing,
  };
}

/** The same group in letters, or with the weights' names beneath their colours. */
function lettered(
  group: ShownGroup,
  [filter, index]: readonly [filter: number, channelOfGroup: number],
  { letters, input, tint }: Writing,
): ShownGroup {
  const { channel } = group;
  const terms = channel.terms.map((term) => ({ ...term, weightText: letters.weight(filter, index, term.met) }));
  const products = terms.map(({ row, column, weightText }) =>
    tint ? '' : productOf(input(channel.channel, row, column), weightText),
  );
  return { ...group, channel: { ...channel, terms }, products, sum: `Σ${lowered(channel.channel)}`, winners: [] };
}

/** The product of this term, wherever it is in the calculation: is it there yet, is it the one being added? */
export interface TermState {
  readonly isMultiplied: boolean;
  readonly isBusy: boolean;
  readonly isWaiting: boolean;
}

export function termState({ terms }: Calculation, index: number, moment: Moment): TermState {
  const multiplied = countedBy(moment, 'multiply', terms);
  const added = countedBy(moment, 'add', terms);
  return {
    isMultiplied: index < multiplied.reached,
    isBusy: index === multiplied.busy || index === added.busy,
    isWaiting: moment.subStep === 'add' && index >= added.reached,
  };
}

function groupsOf(subject: Subject, results: readonly Result[], shown: readonly ShownResult[]): ShownGroup[] {
  const colours = ['red', 'green', 'blue'];
  let before = 0;
  return results.flatMap((result, at) =>
    result.channels.map((channel, index) => {
      const digits = shown[at];
      const group = {
        title: isColour(subject) ? (colours[at] ?? '') : `channel ${channel.channel + 1}`,
        channel,
        products: digits?.products[index] ?? [],
        sum: digits?.channelSums[index] ?? '',
        before,
        winners: result.winners,
      };
      before += channel.terms.length;
      return group;
    }),
  );
}

/** The channels that are drawn; else those that weigh most. */
function keptOf(subject: Subject, groups: readonly ShownGroup[], count: number): readonly ShownGroup[] {
  const drawn = subject.operation === 'convolution' ? subject.drawn : undefined;
  return drawn
    ? groups.filter(({ channel }) => drawn.includes(channel.channel)).slice(0, count)
    : largest(groups, count);
}

/** The channels that weigh most, in their own order. */
function largest(groups: readonly ShownGroup[], count: number): ShownGroup[] {
  const bySize = [...groups]
    .sort((one, other) => Math.abs(other.channel.sum) - Math.abs(one.channel.sum))
    .slice(0, count);
  return groups.filter((group) => bySize.includes(group));
}

/** As many decimals as an exact sum needs, where the products then fit beneath their tiles. */
function fittingDigits(result: Result, layout: CalculationLayout): ShownResult {
  const exact = shownResult(result);
  const [group] = layout.groups;
  if (layout.detail !== 'full' || !group) return exact;
  const room = chipOf(layout, group, 0, 0).width - 4;
  const fits = ({ products }: ShownResult): boolean =>
    fittingSize(products.flat(), room, layout.measures.numeral, layout.measures.leastNumeral) !== undefined;
  return fits(exact) ? exact : ([2, 1, 0].map((decimals) => shownResult(result, decimals)).find(fits) ?? exact);
}

const scales = new WeakMap<Subject, ValueScale>();

/** One scale for all products of a subject: the largest that an input and a weight could make. */
function productScaleOf(subject: Subject): ValueScale {
  const known = scales.get(subject);
  if (known) return known;
  const weights =
    subject.operation === 'pooling' ? [1] : subject.kernel.flat(3).map((weight) => Math.abs(weight.value));
  const { low, high } = subject.inputScale;
  const reach =
    Math.max(Math.abs(low), Math.abs(high)) * weights.reduce((most, weight) => Math.max(most, weight), 0) || 1;
  const scale = new ValueScale('signed', -reach, reach);
  scales.set(subject, scale);
  return scale;
}
