/**
 * How much each input column counts for one unit, along one row of the picture: in how many ways it gets there, and how
 * steep the unit is in it when every weight is thrown. One channel, no activations.
 */
import { thrown } from '../dice.ts';
import { byName, reachesOf } from './reach.ts';
import { type DescribedLayer, sidesOf } from './structure.ts';

/** What one step from an output back to an input is worth. */
type Worth = (layer: number, output: number, input: number, inputs: readonly number[]) => number;

/** In how many ways each input column reaches the unit: 1 2 3 2 1 through two windows of 3. */
export function waysTo(layers: readonly DescribedLayer[], layer: number, unit: number): Float64Array {
  return backwards(layers, layer, unit, () => 1);
}

/** The unit's slope in each input column under weights that a seed throws; a max pool lets one of its cells win. */
export function thrownSlopes(
  layers: readonly DescribedLayer[],
  layer: number,
  unit: number,
  seed: number,
): Float64Array {
  return backwards(layers, layer, unit, (at, output, input, inputs) => {
    const { type, stride } = layers[at] as DescribedLayer;
    if (type === 'max-pool') return input === inputs[Math.floor(thrown(seed, at, output) * inputs.length)] ? 1 : 0;
    if (type.includes('pool')) return 1 / inputs.length;
    const step = stride?.[1] ?? 1;
    return normal(seed, at, type === 'transposed-conv' ? output - input * step : input - output * step);
  });
}

function backwards(layers: readonly DescribedLayer[], layer: number, unit: number, worth: Worth): Float64Array {
  const named = byName(layers);
  const at = new Map(layers.map(({ name }, index) => [name, index]));
  const counted = layers.map((one) => new Float64Array(sidesOf(one)[1]));
  const own = counted[layer];
  if (!own) return new Float64Array(0);
  own[unit] = 1;
  for (let index = layer; index > 0; index--) {
    const here = counted[index] as Float64Array;
    const one = layers[index] as DescribedLayer;
    if (here.every((count) => count === 0)) continue;
    for (const name of one.inputs) {
      const source = counted[at.get(name) as number] as Float64Array;
      const reaches = reachesOf(one, sidesOf(named.get(name) as DescribedLayer));
      for (const [output, count] of here.entries()) {
        if (count === 0) continue;
        const all =
          typeof reaches === 'string'
            ? reaches === 'same'
              ? [output]
              : [...source.keys()]
            : reaches[1].inputsOf(output);
        const inputs = all.filter((input) => input >= 0 && input < source.length);
        for (const input of inputs) {
          const step = reaches === 'same' ? 1 : worth(index, output, input, inputs);
          source[input] = (source[input] ?? 0) + count * step;
        }
      }
    }
  }
  return counted[0] as Float64Array;
}

/** The smallest share of the columns that are seen which holds this part of the sum of sizes. */
export function shareHolding(values: Float64Array, part: number, seen: number): number {
  const sizes = Array.from(values, Math.abs).sort((one, other) => other - one);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  let [sum, count] = [0, 0];
  while (count < sizes.length && sum < part * total) sum += sizes[count++] ?? 0;
  return seen > 0 ? count / seen : 0;
}

/** About nought, as wide as 1: the bell curve by Box and Muller. */
function normal(...numbers: number[]): number {
  const [one, other] = [1 - thrown(...numbers, 0), thrown(...numbers, 1)];
  return Math.sqrt(-2 * Math.log(one)) * Math.cos(2 * Math.PI * other);
}
