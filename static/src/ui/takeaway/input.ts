/** How a listing comes by its input: a written grid is written there too, of a picture it says what shape is expected. */
import type { Plane, Subject } from '../../wire/question.ts';
import { nested, textsOf } from './python.ts';

export interface InputPlan {
  /** How many planes the input has. */
  readonly channels: number;
  /** One row of numbers, which libraries have in one dimension less. */
  readonly isRow: boolean;
  /** The numbers of a grid. */
  readonly grid: readonly Plane[] | null;
}

/** More numbers than this are not read in a listing. */
const MOST_CELLS = 256;

export function inputPlan(subject: Subject, isRow = false): InputPlan {
  if (subject.kind === 'image') return { channels: subject.channels === 'rgb' ? 3 : 1, isRow, grid: null };
  return { channels: subject.grid.length, isRow, grid: subject.grid };
}

/** PyTorch: [1, channels, height, width], or of a row [1, channels, length]. */
export function torchInput(plan: InputPlan): string {
  const numbers = written(plan);
  if (numbers) return `x = torch.tensor(${nested([numbers], 17)}, dtype=torch.float32)`;
  return `# x: float32 [1, ${plan.channels}, ${sizeOf(plan)}], ${contentsOf(plan)}`;
}

/** NumPy: [height, width], where there are several [channels, height, width]. */
export function numpyInput(plan: InputPlan): string {
  const numbers = written(plan);
  const planes = plan.channels === 1 ? numbers?.[0] : numbers;
  if (planes && typeof planes !== 'string') return `x = np.array(${nested(planes, 13)}, dtype=float)`;
  return `# x: [${plan.channels === 1 ? '' : `${plan.channels}, `}${sizeOf(plan)}], ${contentsOf(plan)}`;
}

/** Keras: channels come last. */
export function kerasInput(plan: InputPlan): string {
  const numbers = written(plan);
  const order = plan.isRow ? '0, 2, 1' : '0, 2, 3, 1';
  if (!numbers) return `# x: float32 [1, ${sizeOf(plan)}, ${plan.channels}], ${contentsOf(plan)} (channels last)`;
  return `x = np.array(${nested([numbers], 13)}, dtype="float32").transpose(${order})  # channels last`;
}

function written({ grid, isRow }: InputPlan): ReturnType<typeof textsOf> | null {
  if (!grid || grid.flat(2).length > MOST_CELLS) return null;
  return grid.map((plane) => textsOf(plane, isRow));
}

function sizeOf({ grid, isRow }: InputPlan): string {
  if (!grid) return 'height, width';
  const columns = grid[0]?.[0]?.length ?? 1;
  return isRow ? `${columns}` : `${grid[0]?.length ?? 1}, ${columns}`;
}

function contentsOf({ grid }: InputPlan): string {
  return grid ? 'the numbers of the grid' : 'pixels 0…1';
}
