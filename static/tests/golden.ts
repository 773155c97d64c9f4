import { readFileSync } from 'node:fs';

/** One of the files of cases that both pytest and vitest answer to: `tests/golden/NAME.json`. */
export function golden<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../../tests/golden/${name}.json`, import.meta.url), 'utf8'));
}
