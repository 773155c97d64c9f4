import { expect, test } from 'vitest';
import { AddressKeeper } from './address-keeper.ts';

function runAll(calls: readonly (() => void)[]): void {
  for (const call of calls) call();
}

/** An address whose changes are noted, and a clock that goes by hand. */
function kept() {
  const told: string[] = [];
  const calls: (() => void)[] = [];
  const location = { search: '', pathname: '/page' };
  const note = (kind: string) => (_: null, __: '', url: string) => {
    location.search = url.slice(url.indexOf('?'));
    told.push(`${kind} ${url}`);
  };
  const history = { pushState: note('push'), replaceState: note('replace') };
  const keeper = new AddressKeeper({ location, history }, 0, (call) => {
    calls.push(call);
    return () => calls.splice(calls.indexOf(call), 1);
  });
  return { keeper, told, pass: () => runAll(calls.splice(0)) };
}

test('a step that can be undone is a place to come back to, and what waited is written before it', () => {
  const { keeper, told } = kept();
  keeper.keep('a=1', 0);
  keeper.keep('a=2', 1);
  expect(told).toEqual(['replace /page?a=1', 'push /page?a=2']);
});

test('of many small changes the last one is written, once', () => {
  const { keeper, told, pass } = kept();
  keeper.keep('a=1', 0);
  keeper.keep('a=2', 0);
  pass();
  pass();
  expect(told).toEqual(['replace /page?a=2']);
});

test('what stands in the address already, and what is old, is not written', () => {
  const { keeper, told, pass } = kept();
  keeper.keep('a=1', 0);
  keeper.forget();
  pass();
  keeper.keep('a=2', 1);
  keeper.keep('a=2', 1);
  pass();
  expect(told).toEqual(['push /page?a=2']);
});

test('a step that leaves the address as it was is no second place of the same name', () => {
  const { keeper, told, pass } = kept();
  keeper.keep('a=1', 0);
  pass();
  keeper.keep('a=1', 1);
  keeper.keep('a=2', 1);
  pass();
  expect(told).toEqual(['replace /page?a=1', 'replace /page?a=2']);
});
