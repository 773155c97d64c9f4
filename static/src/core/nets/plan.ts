/** Where the stops of a network stand: in lines, as large as lets the whole network be seen at once. */

export interface PlanOptions {
  readonly width: number;
  /** What one screen has for the network; more is taken only where cells would become too small. */
  readonly height: number;
  /** Of every stop, in the order of computing: how many pictures stand over each other. */
  readonly stacks: readonly number[];
  readonly gap: number;
  /** For the words under the pictures. */
  readonly words: number;
  readonly least: number;
  readonly most: number;
}

export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly line: number;
}

export interface Plan {
  /** The side of one picture. */
  readonly side: number;
  readonly height: number;
  readonly spots: readonly Spot[];
}

/** The largest pictures at which all lines fit; below the least size the plan grows downwards. */
export function planOf({ width, height, stacks, gap, words, least, most }: PlanOptions): Plan {
  const plans = Array.from({ length: Math.max(1, stacks.length) }, (_, index) => {
    const across = stacks.length - index;
    const side = Math.min(most, Math.floor((width - (across - 1) * gap) / across));
    return placed(stacks, across, side, gap, words);
  }).filter(({ side }) => side >= least);
  const fitting = plans.filter((plan) => plan.height <= height);
  const best = fitting.reduce<Plan | undefined>(
    (one, other) => (one && one.side >= other.side ? one : other),
    undefined,
  );
  if (best) return best;
  const acrossAtLeast = Math.max(1, Math.floor((width + gap) / (least + gap)));
  return placed(stacks, acrossAtLeast, Math.min(least, width), gap, words);
}

function placed(stacks: readonly number[], across: number, side: number, gap: number, words: number): Plan {
  const spots: Spot[] = [];
  let y = 0;
  for (let line = 0; line * across < stacks.length; line++) {
    const members = stacks.slice(line * across, (line + 1) * across);
    members.forEach((_, index) => {
      spots.push({ x: index * (side + gap), y, line });
    });
    y += Math.max(...members) * (side + words) + gap;
  }
  return { side, height: Math.max(0, y - gap), spots };
}

/** A way past the stops between: from the top of one to the top of another, as high as it leads far. */
export interface Skip {
  readonly from: number;
  readonly to: number;
}

/** Edges that do not simply go on to the next stop. */
export function skipsOf(
  rows: readonly { readonly layers: readonly { readonly name: string; readonly inputs: readonly string[] }[] }[],
): Skip[] {
  const at = new Map(rows.flatMap(({ layers }, index) => layers.map(({ name }) => [name, index] as const)));
  return rows.flatMap(({ layers }, to) =>
    layers.flatMap(({ inputs }) =>
      inputs
        .map((name) => at.get(name) ?? to)
        .filter((from) => from < to - 1)
        .map((from) => ({ from, to })),
    ),
  );
}
