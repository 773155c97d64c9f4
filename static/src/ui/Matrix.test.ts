import { render } from 'svelte/server';
import { expect, test } from 'vitest';
import { readNumber } from '../core/numbers.ts';
import Matrix from './Matrix.svelte';

const rows = [['1/9', '0', '-1/18']].map((row) => row.map(readNumber));

/** The markup as one line, without the comments that Svelte hydrates by. */
function markup(props: { small?: boolean } = {}): string {
  const { body } = render(Matrix, { props: { rows, label: 'Half a difference', ...props } });
  return body.replace(/<!--.*?-->/g, '').replace(/\s+(?=<)/g, '');
}

test('a matrix is a table of tiles with a name, fractions kept and minus signs true', () => {
  expect(markup()).toBe(
    '<table class="matrix" aria-label="Half a difference"><tbody><tr>' +
      '<td data-tone="4">1/9</td><td data-tone="0">0</td><td data-tone="-2">−1/18</td></tr></tbody></table>',
  );
});

test('a small matrix says so by its class', () => {
  expect(markup({ small: true })).toContain('class="matrix matrix-small"');
});
