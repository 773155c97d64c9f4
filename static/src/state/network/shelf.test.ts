import { expect, test } from 'vitest';
import { askerOf } from './fixtures.ts';
import { Shelf } from './shelf.ts';

const shown = { kind: 'image', image: 'three' } as const;

test('several layers come in one answer, and only those that are not here yet', async () => {
  const asker = askerOf();
  const shelf = new Shelf(asker);
  await shelf.rough('small', 'conv1', shown);
  const maps = await shelf.roughs('small', ['input', 'conv1', 'relu1'], shown);
  expect([...maps.keys()]).toEqual(['input', 'conv1', 'relu1']);
  await shelf.rough('small', 'relu1', shown);
  expect(asker.asked).toEqual(['u8 small conv1 image=three', 'u8 small input,relu1 image=three']);
});

test('what was not answered is asked again', async () => {
  const asker = askerOf();
  const { several } = asker;
  asker.several = () => Promise.reject(new Error('gone'));
  const shelf = new Shelf(asker);
  await expect(shelf.roughs('small', ['input', 'conv1'], shown)).rejects.toThrow('gone');
  asker.several = several;
  expect((await shelf.roughs('small', ['input', 'conv1'], shown)).size).toBe(2);
});
