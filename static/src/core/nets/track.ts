/**
 * Receptive fields of whole layers in closed form, forward through the network. The twin of `app/nets/sights.py`.
 * Along one axis the units of a layer look at runs of the input that repeat: a track keeps one period of them.
 */
import { commonDivisor, type Reach } from './reach.ts';

/** Input cells `first … last`, both included; null where nothing is seen. */
export type Run = readonly [first: number, last: number] | null;

export class Track {
  readonly spans: readonly Run[];
  /** After all spans it begins again, so many input cells further on. */
  readonly advance: number;

  constructor(spans: readonly Run[], advance: number) {
    this.spans = spans;
    this.advance = advance;
  }

  /** Input cells from one unit to the next, on the average. */
  get jump(): number {
    return this.advance / this.spans.length;
  }

  at(unit: number): Run {
    const turn = Math.floor(unit / this.spans.length);
    const span = this.spans[unit - turn * this.spans.length] ?? null;
    return span && [span[0] + turn * this.advance, span[1] + turn * this.advance];
  }

  /** What these evenly spaced units see together. */
  hull(units: readonly number[]): Run {
    return hullOf(ends(units, this.spans.length).map((unit) => this.at(unit)));
  }

  through(reach: Reach): Track {
    const [outputs, inputs] = reach.period;
    const turns = this.spans.length / commonDivisor(inputs, this.spans.length);
    const spans = Array.from({ length: outputs * turns }, (_, output) => this.hull(reach.inputsOf(output)));
    return new Track(spans, ((inputs * turns) / this.spans.length) * this.advance);
  }

  /** Both at once; only tracks of one jump can be joined. */
  joined(other: Track): Track {
    const [mine, others] = [this.spans.length, other.spans.length];
    const period = (mine / commonDivisor(mine, others)) * others;
    const spans = Array.from({ length: period }, (_, unit) => hullOf([this.at(unit), other.at(unit)]));
    return new Track(spans, (period / mine) * this.advance);
  }
}

const MOST_SPANS = 256;

/** The rows or the columns of one layer: its units, and a track for every jump that leads to them. */
export class Axis {
  readonly tracks: readonly Track[];
  readonly length: number;

  constructor(tracks: readonly Track[], length: number) {
    this.tracks = tracks;
    this.length = length;
  }

  static ofInput(length: number): Axis {
    return new Axis([new Track([[0, 0]], 1)], length);
  }

  at(unit: number): Run {
    return hullOf(this.tracks.map((track) => track.at(unit)));
  }

  /** How much the unit sees that sees most. */
  get size(): number {
    const period = this.tracks.reduce((all, { spans }) => (all / commonDivisor(all, spans.length)) * spans.length, 1);
    return Math.max(...ends(upTo(this.length), period).map((unit) => lengthOfRun(this.at(unit))));
  }

  /** Null where branches disagree, or where every unit sees the same. */
  get jump(): number | null {
    return this.tracks.length === 1 ? this.tracks[0]?.jump || null : null;
  }

  get start(): number | null {
    return this.at(0)?.[0] ?? null;
  }

  /** Of what the middle unit sees, how much lies on a picture of that length. */
  shareWithin(length: number): number {
    const span = this.at(Math.floor(this.length / 2));
    if (!span) return 1;
    const [first, last] = span;
    return Math.max(0, Math.min(last, length - 1) - Math.max(first, 0) + 1) / lengthOfRun(span);
  }

  through(reach: Reach): Axis {
    if (this.tracks.some(({ spans }) => spans.length * reach.period[0] > MOST_SPANS)) return this.dense(reach.length);
    return new Axis(
      this.tracks.map((track) => track.through(reach)),
      reach.length,
    );
  }

  /** Every unit sees all that is seen here. */
  dense(length = 1): Axis {
    const whole = hullOf(this.tracks.map((track) => track.hull(upTo(this.length))));
    return new Axis([new Track([whole], 0)], length);
  }

  joined(other: Axis): Axis {
    const tracks: Track[] = [];
    for (const track of [...this.tracks, ...other.tracks]) {
      const alike = tracks.findIndex((known) => isSameJump(known, track));
      const known = tracks[alike];
      if (known) tracks[alike] = known.joined(track);
      else tracks.push(track);
    }
    return new Axis(tracks, this.length);
  }
}

export function hullOf(runs: Iterable<Run>): Run {
  let whole: Run = null;
  for (const run of runs) {
    if (run) whole = whole ? [Math.min(whole[0], run[0]), Math.max(whole[1], run[1])] : run;
  }
  return whole;
}

export function lengthOfRun(run: Run): number {
  return run ? run[1] - run[0] + 1 : 0;
}

function isSameJump(one: Track, other: Track): boolean {
  return one.advance * other.spans.length === other.advance * one.spans.length;
}

/** The first and the last period of evenly spaced units: in between what they see grows, or drifts, steadily. */
function ends(units: readonly number[], period: number): readonly number[] {
  return units.length <= 2 * period ? units : [...units.slice(0, period), ...units.slice(-period)];
}

function upTo(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}
