/** A generator's sliders ↔ the grammar's text. */
import { numberOf } from '../../core/numbers.ts';
import type { GeneratorEntry, GeneratorParameter } from '../../wire/answers.ts';
import { readKernel } from '../../wire/kernel.ts';

export type Arguments = Readonly<Record<string, number>>;

/** Sliders stay where they can be seen to do something; the grammar allows more. */
const WIDEST = 15;

/** The generator that a kernel's text names, with every parameter; null where it names none. */
export function readGenerator(
  text: string,
  generators: readonly GeneratorEntry[],
): { readonly generator: GeneratorEntry; readonly given: Arguments } | null {
  const plane = readKernel(text)[0]?.[0];
  if (plane?.kind !== 'named') return null;
  const generator = generators.find(({ name }) => name === plane.name);
  if (!generator) return null;
  const written = Object.fromEntries(plane.parameters.map(({ name, number }) => [name, number.value]));
  return { generator, given: { ...defaultsOf(generator), ...written } };
}

export function defaultsOf({ parameters }: GeneratorEntry): Arguments {
  return Object.fromEntries(parameters.map((parameter) => [parameter.name, parameter.default]));
}

/** `gaussian:size=7,sigma=1.5`: every argument, in the generator's own order. */
export function writeGenerator({ name, parameters }: GeneratorEntry, given: Arguments): string {
  const written = parameters.map((one) => `${one.name}=${numberOf(given[one.name] ?? one.default).text}`);
  return `${name}:${written.join(',')}`;
}

/** How far a slider goes; a length never past the widest kernel that is shown, unless the link says more. */
export function highOf({ name, kind, high, low }: GeneratorParameter, value: number): number {
  const isSide = kind === 'int' && ['size', 'rows', 'columns'].includes(name);
  const isLength = kind === 'float' && high > WIDEST;
  return isSide || isLength ? Math.max(low, Math.min(high, WIDEST), value) : high;
}

/** Steps of 0.1 without their binary dust: 0.30000000000000004 is 0.3. */
export function tidied(value: number): number {
  return Number(value.toFixed(6));
}
