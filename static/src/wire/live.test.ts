import { expect, test } from 'vitest';
import type { Output } from './answers.ts';
import { type Frame, Live, type LiveState, liveQuery, OPERATIONS } from './live.ts';
import type { Problem } from './problem.ts';
import { type Question, readQuestion } from './question.ts';

/** The server's end of a socket, as the client sees it. */
class Wire extends EventTarget {
  readonly OPEN = 1;
  readyState = 0;
  binaryType = 'blob';
  readonly sent: (string | Frame)[] = [];

  send(data: string | Frame): void {
    this.sent.push(data);
  }

  close(): void {
    this.readyState = 3;
    this.dispatchEvent(new Event('close'));
  }

  accept(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }

  answer(data: string | ArrayBuffer): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }

  ready(): void {
    this.answer('{"type":"ready","question":"kernel=sobel-x"}');
  }
}

interface Room {
  readonly live: Live<Question, Output>;
  readonly wires: Wire[];
  readonly outputs: Output[];
  readonly answered: Frame[];
  readonly problems: Problem[];
  readonly states: LiveState['kind'][];
  readonly pauses: number[];
  readonly passTime: () => void;
  readonly wire: () => Wire;
}

const sobel = readQuestion('image=face&kernel=sobel-x', 'convolution');

function roomOf(): Room {
  const wires: Wire[] = [];
  const [outputs, problems, states, pauses]: [Output[], Problem[], LiveState['kind'][], number[]] = [[], [], [], []];
  const answered: Frame[] = [];
  let waiting: (() => void) | null = null;
  const live = new Live(
    sobel as Question,
    OPERATIONS,
    {
      onOutput: (output, frame) => {
        outputs.push(output);
        answered.push(frame);
      },
      onProblem: (problem) => problems.push(problem),
      onState: ({ kind }) => states.push(kind),
    },
    {
      open: () => {
        wires.push(new Wire());
        return wires.at(-1) as unknown as WebSocket;
      },
      later: (call, milliseconds) => {
        pauses.push(milliseconds);
        waiting = call;
        return () => {
          waiting = null;
        };
      },
    },
  );
  const passTime = (): void => waiting?.();
  return { live, wires, answered, outputs, problems, states, pauses, passTime, wire: () => wires.at(-1) as Wire };
}

const frame = (number: number): Uint8Array<ArrayBuffer> => Uint8Array.of(number);

function answerTo(number: number): ArrayBuffer {
  const header = JSON.stringify({
    __metadata__: { meta: JSON.stringify({ frame: number }) },
    output: { dtype: 'F32', shape: [1, 1, 0], data_offsets: [0, 0] },
  });
  const text = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + text.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes.buffer;
}

test('the first message is the question without the image: the frames are the image', () => {
  const { wire, states } = roomOf();
  wire().accept();
  expect(wire().sent).toEqual(['op=convolution&kernel=sobel-x']);
  wire().ready();
  expect(states).toEqual(['connecting', 'ready']);
  expect(liveQuery(readQuestion('grid=1,2&pool=max&window=1', 'pooling'))).toBe('op=pooling&pool=max&window=1');
});

test('one frame is under way at a time, and of those that come meanwhile the newest is next', () => {
  const { live, wire, answered, outputs } = roomOf();
  live.show(frame(1));
  wire().accept();
  expect(wire().sent).toHaveLength(1);
  wire().ready();
  live.show(frame(2));
  live.show(frame(3));
  expect(wire().sent.slice(1)).toEqual([frame(1)]);
  wire().answer(answerTo(1));
  expect(wire().sent.slice(1)).toEqual([frame(1), frame(3)]);
  expect(outputs.map(({ meta }) => meta.frame)).toEqual([1]);
  expect(answered).toEqual([frame(1)]);
});

test('a refused frame is told, and the next one goes', () => {
  const { live, wire, problems } = roomOf();
  wire().accept();
  wire().ready();
  live.show(frame(1));
  live.show(frame(2));
  wire().answer('{"title":"No","status":415,"detail":"This is no picture.","field":null,"frame":1}');
  expect(problems.map(({ message }) => message)).toEqual(['This is no picture.']);
  expect(wire().sent.slice(1)).toEqual([frame(1), frame(2)]);
});

test('a frame that is too large, which the server does not even count, is told, and the next one goes', () => {
  const { live, wire, problems } = roomOf();
  wire().accept();
  wire().ready();
  live.show(frame(1));
  live.show(frame(2));
  wire().answer('{"title":"Too large","status":413,"detail":"This frame is too large.","field":null}');
  expect(problems[0]).toMatchObject({ status: 413 });
  expect(wire().sent.slice(1)).toEqual([frame(1), frame(2)]);
});

test('a refused question is told, and a better one is asked on the same socket', () => {
  const { live, wire, problems, states } = roomOf();
  wire().accept();
  wire().answer('{"title":"No","status":422,"detail":"No kernel has that name.","field":"kernel"}');
  expect(problems[0]).toMatchObject({ field: 'kernel', status: 422 });
  live.ask(readQuestion('image=face&kernel=emboss', 'convolution'));
  wire().ready();
  expect(wire().sent).toEqual(['op=convolution&kernel=sobel-x', 'op=convolution&kernel=emboss']);
  expect(states).toEqual(['connecting', 'ready']);
});

test('a lost connection is tried again, each time after twice the pause, and asks the newest question', () => {
  const { live, wire, wires, states, pauses, passTime } = roomOf();
  wire().close();
  live.ask(readQuestion('image=face&kernel=emboss', 'convolution'));
  passTime();
  wire().close();
  passTime();
  wire().accept();
  wire().ready();
  expect(pauses).toEqual([250, 500]);
  expect(wires).toHaveLength(3);
  expect(wire().sent).toEqual(['op=convolution&kernel=emboss']);
  expect(states).toEqual(['connecting', 'waiting', 'connecting', 'waiting', 'connecting', 'ready']);
  wire().close();
  expect(pauses).toEqual([250, 500, 250]);
});

test('a frame that was lost with its connection is shown again, unless a newer one has come', () => {
  const { live, wire, passTime } = roomOf();
  wire().accept();
  wire().ready();
  live.show(frame(1));
  wire().close();
  passTime();
  wire().accept();
  wire().ready();
  expect(wire().sent.slice(1)).toEqual([frame(1)]);
  wire().close();
  live.show(frame(2));
  passTime();
  wire().accept();
  wire().ready();
  expect(wire().sent.slice(1)).toEqual([frame(2)]);
});

test('what is closed stays closed, and what still comes is not shown', () => {
  const { live, wire, wires, states, outputs, passTime } = roomOf();
  wire().accept();
  wire().ready();
  live.close();
  wire().answer(answerTo(1));
  passTime();
  expect(states).toEqual(['connecting', 'ready', 'closed']);
  expect(wires).toHaveLength(1);
  expect(outputs).toEqual([]);
});

test('another question is answered about the frame that the server has', () => {
  const { live, wire, answered } = roomOf();
  wire().accept();
  wire().ready();
  live.show(frame(1));
  wire().answer(answerTo(1));
  live.ask(readQuestion('image=face&kernel=emboss', 'convolution'));
  wire().ready();
  wire().answer(answerTo(1));
  expect(answered).toEqual([frame(1), frame(1)]);
});
