/** The `kernel` parameter, the twin of `app/wire/kernel.py`: names, generators or numbers; channels `|`, filters `||`. */
import { readNumber, type WrittenNumber } from '../core/numbers.ts';
import { shortened } from './query.ts';
import { type Plane, readPlane, writePlane } from './values.ts';

/** One plane of weights: written out, or a name (with arguments, where the name is a generator's). */
export type KernelPlane =
  | { readonly kind: 'written'; readonly rows: Plane }
  | { readonly kind: 'named'; readonly name: string; readonly parameters: readonly KernelParameter[] };

export interface KernelParameter {
  readonly name: string;
  readonly number: WrittenNumber;
}

/** Filters of equally many planes. */
export type Kernel = readonly (readonly KernelPlane[])[];

const LARGEST_SIDE = 31;
const MOST_FILTERS = 64;
const MOST_PLANES = 64;
const NAME = /^[a-z][a-z0-9-]{0,39}$/;

export function readKernel(text: string): Kernel {
  const filters = text.split('||').map((filter) => filter.split('|').map(readKernelPlane));
  if (filters.length > MOST_FILTERS) {
    throw new RangeError(`There are ${filters.length} filters; ${MOST_FILTERS} are the most.`);
  }
  const depths = [...new Set(filters.map((filter) => filter.length))].sort((a, b) => a - b);
  if (depths.length > 1) {
    throw new RangeError(`Filters must be equally deep; these have ${depths.join(' and ')} channels.`);
  }
  if ((depths[0] ?? 0) > MOST_PLANES) {
    throw new RangeError(`A filter has ${depths[0]} channels; ${MOST_PLANES} are the most.`);
  }
  return filters;
}

export function writeKernel(kernel: Kernel): string {
  return kernel.map((filter) => filter.map(writeKernelPlane).join('|')).join('||');
}

/** Letters first mean a name; anything else must be numbers. */
function readKernelPlane(text: string): KernelPlane {
  return /^[a-z]/i.test(text) ? readNamed(text) : { kind: 'written', rows: readPlane(text, LARGEST_SIDE, 'kernel') };
}

function writeKernelPlane(plane: KernelPlane): string {
  if (plane.kind === 'written') return writePlane(plane.rows);
  const parameters = plane.parameters.map(({ name, number }) => `${name}=${number.text}`).join(',');
  return parameters ? `${plane.name}:${parameters}` : plane.name;
}

function readNamed(text: string): KernelPlane {
  const [, name = '', colon, listed = ''] = /^([^:]*)(:?)(.*)$/s.exec(text) ?? [];
  if (!NAME.test(name)) {
    throw new RangeError(
      `${shortened(text)} is neither a kernel's name nor rows of numbers such as 1,0,-1;2,0,-2;1,0,-1.`,
    );
  }
  return { kind: 'named', name, parameters: colon ? readParameters(listed) : [] };
}

function readParameters(listed: string): KernelParameter[] {
  const parameters: KernelParameter[] = [];
  for (const part of listed.split(',')) {
    const [, name = '', value] = /^([^=]*)=(.*)$/s.exec(part) ?? [];
    if (value === undefined || !NAME.test(name)) {
      throw new RangeError(
        `${shortened(part)} is not an argument; write name=number, as in gaussian:size=7,sigma=1.5.`,
      );
    }
    if (parameters.some((known) => known.name === name)) throw new RangeError(`The argument ${name} is given twice.`);
    parameters.push({ name, number: readNumber(value) });
  }
  return parameters;
}
