import { expect, test } from 'vitest';
import { type TrainingEvent, TrainingLine, trainingQuery } from './training.ts';

const SETTINGS = { network: 'lenet5', data: 'glyphs', steps: 300, rate: 0.0001, seed: 1, augment: false };

class Wire extends EventTarget {
  readonly OPEN = 1;
  readyState = 1;
  binaryType = 'blob';
  readonly sent: string[] = [];

  send(text: string): void {
    this.sent.push(text);
  }

  close(): void {
    this.dispatchEvent(new Event('close'));
  }
}

function lineOf(): { wire: Wire; line: TrainingLine; events: TrainingEvent[] } {
  const wire = new Wire();
  const events: TrainingEvent[] = [];
  const line = new TrainingLine(
    SETTINGS,
    { kind: 'image', image: 'three', edit: 'conv1:3=0' },
    (event) => events.push(event),
    () => wire as unknown as WebSocket,
  );
  wire.dispatchEvent(new Event('open'));
  return { wire, line, events };
}

const told = (wire: Wire, data: unknown): boolean => wire.dispatchEvent(new MessageEvent('message', { data }));

test('the question names the picture and the settings; what is changed in another network is no part of it', () => {
  const { wire } = lineOf();
  expect(wire.sent).toEqual(['image=three&network=lenet5&data=glyphs&steps=300&rate=0.0001&seed=1&augment=0']);
  expect(trainingQuery(SETTINGS, { kind: 'grid', grid: '0,1' })).toMatch(/^grid=0,1&network=/);
});

test('what the server says is told, a refusal as its problem, and the end of the line once', () => {
  const { wire, events } = lineOf();
  told(wire, '{"type":"steps","step":2,"losses":[2.5,2],"accuracies":[0,0.5]}');
  told(wire, '{"status":503,"title":"Too busy","detail":"Somebody is training here now."}');
  told(wire, '{"type":"left"}');
  wire.dispatchEvent(new Event('close'));
  expect(events.map(({ type }) => type)).toEqual(['steps', 'problem', 'left']);
  expect(events[1]).toMatchObject({ problem: { message: 'Somebody is training here now.', status: 503 } });
});

test('a moment is its kernels and what is said of the picture', () => {
  const { wire, events } = lineOf();
  const header = JSON.stringify({
    __metadata__: { meta: '{"type":"moment","look":2,"step":8,"test_accuracy":0.25}' },
    kernels: { dtype: 'F32', shape: [1, 1, 1, 1], data_offsets: [0, 4] },
    logits: { dtype: 'F32', shape: [1, 2], data_offsets: [4, 12] },
    probabilities: { dtype: 'F32', shape: [1, 2], data_offsets: [12, 20] },
  });
  const text = new TextEncoder().encode(header.padEnd(Math.ceil(header.length / 8) * 8));
  const bytes = new Uint8Array(8 + text.length + 20);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  new Float32Array(bytes.buffer, 8 + text.length).set([0.5, 1, 2, 0.25, 0.75]);
  told(wire, bytes.buffer);
  expect(events).toEqual([
    {
      type: 'moment',
      moment: {
        step: 8,
        testAccuracy: 0.25,
        kernels: { shape: [1, 1, 1, 1], weights: Float32Array.of(0.5) },
        said: { look: 2, logits: [1, 2], probabilities: [0.25, 0.75] },
      },
    },
  ]);
});

test('a line that was closed says nothing more', () => {
  const { wire, line, events } = lineOf();
  line.close();
  told(wire, '{"type":"left"}');
  expect(events).toEqual([]);
});
