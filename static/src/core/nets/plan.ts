/** Where the stops of a network stand: in lines, as large as lets the whole network be seen at once. */

export interface PlanOptions {
  readonly width: number;
  /** What one screen has for the network; more is taken only where cells would become too small. */
  readonly height: number;
  /** Of every stop, in the order of computing: how many pictures stand over each other. */
  readonly stacks: readonly number[];
  readonly gap: number;
  /** Over each line: for the names of blocks, and for what skips past stops. */
  readonly over: number;
  /** What the words under a picture of a stop take, in a column so wide. */
  readonly words: (stop: number, picture: number, side: number) => number;
  /** Nothing to be seen yet: words alone. */
  readonly isBare?: boolean;
  readonly least: number;
  readonly most: number;
}

export interface Spot {
  readonly x: number;
  /** The top of its first picture. */
  readonly y: number;
  readonly line: number;
  /** For the words under each of its pictures. */
  readonly words: readonly number[];
}

export interface Plan {
  /** The side of one picture. */
  readonly side: number;
  readonly height: number;
  readonly spots: readonly Spot[];
}

/** The largest pictures at which all lines fit; below the least size the plan grows downwards. */
export function planOf(options: PlanOptions): Plan {
  const { width, height, stacks, gap, least, most } = options;
  const plans = Array.from({ length: Math.max(1, stacks.length) }, (_, index) => {
    const across = stacks.length - index;
    const side = Math.min(most, Math.floor((width - (across - 1) * gap) / across));
    return { across, side };
  })
    .filter(({ side }) => side >= least)
    .map(({ across, side }) => placed(options, across, side));
  const fitting = plans.filter((plan) => plan.height <= height);
  const best = fitting.reduce<Plan | undefined>(
    (one, other) => (one && one.side >= other.side ? one : other),
    undefined,
  );
  if (best) return best;
  const acrossAtLeast = Math.max(1, Math.floor((width + gap) / (least + gap)));
  return placed(options, acrossAtLeast, Math.min(Math.floor((width + gap) / acrossAtLeast) - gap, most, width));
}

function placed({ stacks, gap, over, words, isBare = false }: PlanOptions, across: number, side: number): Plan {
  const spots: Spot[] = [];
  let y = 0;
  for (let line = 0; line * across < stacks.length; line++) {
    const first = line * across;
    const members = stacks.slice(first, first + across);
    const heights = wordsIn(members, (index, picture) => words(first + index, picture, side));
    y += over;
    heights.forEach((own, index) => {
      spots.push({ x: index * (side + gap), y, line, words: own });
    });
    y += Math.max(...heights.map((own) => own.reduce((sum, one) => sum + one + (isBare ? 0 : side), 0))) + gap;
  }
  return { side, height: Math.max(0, y - gap), spots };
}

/** Pictures over others stand in step along the line; words that have nothing under them push nothing down. */
function wordsIn(stacks: readonly number[], high: (index: number, picture: number) => number): number[][] {
  const alike = (count: number, picture: number): number[] =>
    stacks.flatMap((other, index) =>
      other > picture && (other === picture + 1) === (count === picture + 1) ? high(index, picture) : [],
    );
  return stacks.map((count) => Array.from({ length: count }, (_, picture) => Math.max(...alike(count, picture))));
}

/** One stop's result is what another begins with. */
export interface Edge {
  readonly from: number;
  readonly to: number;
}

type Row = readonly { readonly layers: readonly { readonly name: string; readonly inputs: readonly string[] }[] }[];

/** Every edge between stops, once. */
export function edgesOf(row: Row): Edge[] {
  const at = new Map(row.flatMap(({ layers }, index) => layers.map(({ name }) => [name, index] as const)));
  return row.flatMap(({ layers }, to) => {
    const sources = new Set(layers.flatMap(({ inputs }) => inputs.map((name) => at.get(name) ?? to)));
    return [...sources].filter((from) => from !== to).map((from) => ({ from, to }));
  });
}

/** Whether it passes stops by. */
export function isSkip({ from, to }: Edge): boolean {
  return from < to - 1;
}
