import { expect, test } from 'vitest';
import { keyOfShown } from '../../wire/networks.ts';
import { unitCode } from './unit-code.ts';

const asked = { network: 'lenet5', shown: 'image=three', layer: 'conv1', type: 'conv', unit: [5, 6, 7] };
const origin = 'http://127.0.0.1:8000';

test('curl asks for the receipt that the page shows', () => {
  expect(unitCode('curl', asked, origin)).toBe(
    `curl '${origin}/api/networks/lenet5/layers/conv1/unit?image=three&unit=5,6,7&format=json'\n`,
  );
});

test('what is changed in the network is changed for the receipt too', () => {
  const shown = keyOfShown({ kind: 'image', image: 'three', edit: 'conv1:3=0' });
  expect(unitCode('curl', { ...asked, shown }, origin)).toContain('?image=three&edit=conv1:3=0&unit=5,6,7');
});

test('every kind of unit is added up in its own way, and what has no sum tells its formula', () => {
  const of = (type: string): string => unitCode('pytorch', { ...asked, type }, origin);
  expect(of('conv')).toContain('tensor(term["weights"])');
  expect(of('max-pool')).toContain('.max()');
  expect(of('avg-pool')).toContain('["divisor"]');
  expect(of('batch-norm')).toContain('unit["formula"]');
  expect(of('batch-norm')).not.toContain('torch.');
});
