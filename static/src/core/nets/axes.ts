/** The receptive fields of every layer of a network along its rows and columns, forward from the input. */
import { byName, reachesOf, type Windowed } from './reach.ts';
import { type PerAxis, sidesOf } from './structure.ts';
import { Axis } from './track.ts';

type Node = Windowed & { readonly name: string; readonly inputs: readonly string[] };

export function axesOf(nodes: readonly Node[]): PerAxis<Axis>[] {
  const named = byName(nodes);
  const axes = new Map<string, PerAxis<Axis>>();
  for (const node of nodes) {
    const behind = node.inputs.map((name) => axes.get(name) as PerAxis<Axis>);
    axes.set(node.name, axesAfter(node, behind, named));
  }
  return nodes.map(({ name }) => axes.get(name) as PerAxis<Axis>);
}

function axesAfter(node: Node, behind: readonly PerAxis<Axis>[], named: ReadonlyMap<string, Node>): PerAxis<Axis> {
  const [first, ...others] = behind;
  const [height, width] = sidesOf(node);
  if (!first) return [Axis.ofInput(height), Axis.ofInput(width)];
  const reaches = reachesOf(node, sidesOf(named.get(node.inputs[0] ?? '') ?? node));
  if (reaches === 'everything') return [first[0].dense(), first[1].dense()];
  if (reaches === 'same') {
    return others.reduce(([rows, columns], [one, other]) => [rows.joined(one), columns.joined(other)], first);
  }
  return [first[0].through(reaches[0]), first[1].through(reaches[1])];
}
