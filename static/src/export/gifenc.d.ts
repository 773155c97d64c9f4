/** The part of gifenc 1.0.3 that we use; it ships no types. */
declare module 'gifenc' {
  export type Palette = number[][];

  export interface FrameOptions {
    /** Of the first frame: the whole clip's. */
    readonly palette?: Palette;
    /** Milliseconds; the format keeps hundredths of a second. */
    readonly delay?: number;
    readonly transparent?: boolean;
    readonly transparentIndex?: number;
    /** 1: what a frame leaves transparent stays as it was. */
    readonly dispose?: number;
  }

  export function GIFEncoder(): {
    writeFrame(indices: Uint8Array, width: number, height: number, options: FrameOptions): void;
    finish(): void;
    bytes(): Uint8Array<ArrayBuffer>;
  };
  export function quantize(rgba: Uint8ClampedArray, colours: number, options?: { format: 'rgb565' }): Palette;
  export function nearestColorIndex(palette: Palette, colour: readonly number[]): number;
}
