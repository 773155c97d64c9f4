import { readFileSync } from 'node:fs';

/** Which rooms of src/ a room may import, besides itself. Data travels one way: wire → state → scene → paint. */
export const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: [],
  scene: ['core'],
  paint: ['core', 'scene'],
  wire: ['core'],
  state: ['core', 'wire'],
  export: ['core', 'scene', 'paint'],
  ui: ['core', 'scene', 'paint', 'wire', 'state', 'export', 'styles'],
  pages: ['core', 'scene', 'paint', 'wire', 'state', 'export', 'styles', 'ui'],
  styles: [],
};

/** Rooms that know nothing of any package: plain TypeScript. */
export const WITHOUT_PACKAGES: readonly string[] = ['core'];

const IMPORTS = /(?:^|[^\w.])(?:import|export)\s+(?:type\s+)?(?:[\w*{}\s,$]+?\s+from\s+)?['"]([^'"]+)['"]/g;
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

/** A module as it stands under src/, with the modules and packages that it names. */
export interface Module {
  readonly path: string;
  readonly imports: readonly string[];
}

export function moduleOf(root: string, path: string): Module {
  return { path, imports: importsOf(readFileSync(`${root}/${path}`, 'utf8')).map((name) => resolved(path, name)) };
}

/** Everything that a source names in an import or an export, types and dynamic ones included. */
export function importsOf(source: string): string[] {
  return [IMPORTS, DYNAMIC].flatMap((pattern) => Array.from(source.matchAll(pattern), ([, name = '']) => name));
}

/** What the rules forbid, a sentence for each. */
export function offences(modules: readonly Module[]): string[] {
  return [...modules.flatMap(crossings), ...cycles(modules).map((cycle) => `${cycle.join(' → ')} is a cycle.`)];
}

/** The room of a module: the first folder of its path. A package has none. */
function roomOf(name: string): string | null {
  return isPackage(name) ? null : (name.split('/')[0] ?? null);
}

function isPackage(name: string): boolean {
  return name.startsWith('package:');
}

function crossings({ path, imports }: Module): string[] {
  const room = roomOf(path) ?? '';
  const allowed = MAY_IMPORT[room];
  if (!allowed) return [`${path} is in no room that tests/rooms.ts knows.`];
  return imports.flatMap((name) => {
    const other = roomOf(name);
    if (other === null)
      return WITHOUT_PACKAGES.includes(room) ? [`${path} imports ${name}: ${room} imports nothing.`] : [];
    return other === room || allowed.includes(other) ? [] : [`${path} imports ${name}: ${room} may not know ${other}.`];
  });
}

/** The cycles among modules, each written once, from its first member back to itself. */
function cycles(modules: readonly Module[]): string[][] {
  const graph = new Map(modules.map(({ path, imports }) => [path, imports]));
  const done = new Set<string>();
  const found: string[][] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) found.push([...trail.slice(start), path]);
    if (start >= 0 || done.has(path)) return;
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const path of graph.keys()) visit(path, []);
  return found;
}

/** `../core/colour.ts` seen from `scene/window.ts` is `core/colour.ts`; what does not start with a dot is a package. */
function resolved(from: string, name: string): string {
  if (!name.startsWith('.')) return `package:${name}`;
  return new URL(name, `file:///${from}`).pathname.slice(1);
}
