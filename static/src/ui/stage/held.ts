/** What stays pointed at, as a link writes it: `input,0,2,3`, or `weight,0,1,1`, by channel, row and column. */
import type { Hit } from '../../scene/hit.ts';

/** A cell or a weight, and not a whole map or the result. */
type Placed = Exclude<Hit, { readonly kind: 'result' | 'map' }>;

export function writeHit({ kind, channel, row, column }: Placed): string {
  return [kind, channel, row, column].join();
}

/** Nothing where the text says nothing that can be held. */
export function readHit(text: string | undefined): Placed | undefined {
  const [, kind, ...numbers] = /^(input|weight),([0-9]{1,3}),([0-9]{1,3}),([0-9]{1,3})$/.exec(text ?? '') ?? [];
  const [channel = 0, row = 0, column = 0] = numbers.map(Number);
  return kind === 'input' || kind === 'weight' ? { kind, channel, row, column } : undefined;
}
