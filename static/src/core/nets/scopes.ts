/** Dotted names in a row of stops: what neighbours have in common is said once, over them. */

interface Named {
  readonly name: string;
}

/** Neighbours with a scope in common. */
export interface Run {
  readonly scope: string;
  readonly first: number;
  readonly count: number;
}

/** A block is named by two parts at most: deeper ones belong to the layers in it. */
const DEEPEST = 2;

type Row = readonly { readonly kind: string; readonly layers: readonly [Named, ...Named[]] }[];

/** The runs of a row of stops; what stands in no scope, or is folded, is in no run. */
export function runsOf(row: Row): Run[] {
  const runs: { block: string; scopes: string[]; first: number; count: number }[] = [];
  row.forEach(({ kind, layers: [{ name }] }, index) => {
    const scopes = name.split('.').slice(0, -1);
    const block = scopes.slice(0, DEEPEST).join('.');
    const last = runs.at(-1);
    if (kind === 'fold' || block === '') return;
    if (last?.block === block && last.first + last.count === index) {
      last.count++;
      last.scopes = common(last.scopes, scopes);
    } else {
      runs.push({ block, scopes, first: index, count: 1 });
    }
  });
  return runs.map(({ scopes, first, count }) => ({ scope: scopes.join('.'), first, count }));
}

/** A run that goes on in the next line is named there again. */
export function brokenAt(runs: readonly Run[], lines: readonly number[]): Run[] {
  return runs.flatMap(({ scope, first, count }) => {
    const parts: { scope: string; first: number; count: number }[] = [];
    for (let index = first; index < first + count; index++) {
      const last = parts.at(-1);
      if (last && lines[last.first] === lines[index]) last.count++;
      else parts.push({ scope, first: index, count: 1 });
    }
    return parts;
  });
}

/** The scope of every stop. */
export function scopesOf(runs: readonly Run[], count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const run = runs.find(({ first, count }) => first <= index && index < first + count);
    return run?.scope ?? '';
  });
}

/** So much of a scope, part by part, as can be written in so many characters. */
export function fitted(scope: string, most: number): string {
  const parts = scope.split('.');
  while (parts.length > 1 && parts.join('.').length > most) parts.pop();
  return parts.join('.');
}

/** What of a name its heading does not say. */
export function nameWithin(name: string, scope: string): string {
  return scope !== '' && name.startsWith(`${scope}.`) ? name.slice(scope.length + 1) : name;
}

function common(one: readonly string[], other: readonly string[]): string[] {
  const differs = one.findIndex((part, index) => part !== other[index]);
  return differs < 0 ? [...one] : one.slice(0, differs);
}
