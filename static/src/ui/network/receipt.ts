/** A receipt in words: the way back, the layers that follow, and how far torch's own number lies off. */
import { digitsOf } from '../../core/digits.ts';
import type { UnitTerm, UnitWork } from '../../wire/network-answers.ts';
import type { Unit } from '../../wire/networks.ts';

export interface Link {
  readonly layer: string;
  readonly value: number;
  readonly told: string;
}

/** The value where it begins, and behind each norm and activation. */
export function chainOf(work: UnitWork): Link[] {
  return [work, ...work.after].map((one, index) => ({
    layer: one.layer,
    value: one.value,
    told: index === 0 ? '' : toldOf(one),
  }));
}

/** `(x − mean) / √(variance + epsilon) · weight + bias with mean 0.12, …`. */
function toldOf({ formula, numbers, bias }: UnitWork): string {
  const known = Object.entries({ ...numbers, ...(bias === null ? {} : { bias }) });
  const told = known.flatMap(([name, value]) => (typeof value === 'number' ? [`${name} ${digitsOf(value).text}`] : []));
  return told.length > 0 ? `${formula}, with ${told.join(', ')}` : formula;
}

/** How far the network's own value lies from the sum that is shown. */
export function agreement({ agrees, difference, captured }: UnitWork): string {
  const network = digitsOf(captured, 7).text;
  if (!agrees) return `The network's own number is ${network}: it differs by ${digitsOf(difference, 2).text}.`;
  return difference === 0
    ? `agrees with torch exactly: ${network}`
    : `agrees with torch to ${digitsOf(difference, 2).text}: ${network}`;
}

/** The cell of the layer before that adds most to this one; of a maximum, the one that won. */
export function strongestBefore(work: UnitWork): { layer: string; unit: Unit } | null {
  const term = strongestOf(work);
  const place = term && placeOf(work, term);
  if (!term || !place?.every((at) => at >= 0)) return null;
  return { layer: term.source, unit: [term.channel, ...place] };
}

function strongestOf({ terms }: UnitWork): UnitTerm | undefined {
  return terms.reduce<UnitTerm | undefined>(
    (one, other) => (one && Math.abs(one.sum) >= Math.abs(other.sum) ? one : other),
    undefined,
  );
}

/** Row and column in the layer before; what is not looked at through a window is looked at where it stands. */
function placeOf({ numbers, rows, columns, unit }: UnitWork, { products, patch }: UnitTerm): Unit | null {
  if (Array.isArray(numbers.winner)) return numbers.winner;
  if (rows.length === 0) return unit.length === 3 ? unit.slice(1) : null;
  const made = products ?? patch;
  if (!made) return null;
  const cells = made.flatMap((line, y) => line.map((value, x) => ({ size: Math.abs(value ?? 0), y, x })));
  const { y, x } = cells.reduce((one, other) => (other.size > one.size ? other : one));
  return [rows[y] ?? 0, columns[x] ?? 0];
}
