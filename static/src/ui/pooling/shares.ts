/** Shares as they are read: a quarter is 1/4. */
import { digitsOf } from '../../core/digits.ts';

const LARGEST_DIVISOR = 64;
const NEAR = 1e-5;

/** `shareText(0.75)` is `3/4`; what is no small fraction is written in digits. */
export function shareText(share: number): string {
  for (let below = 1; below <= LARGEST_DIVISOR; below++) {
    const above = Math.round(share * below);
    if (Math.abs(share * below - above) < NEAR)
      return below === 1 ? `${above}`.replace('-', '−') : `${above}/${below}`.replace('-', '−');
  }
  return digitsOf(share, 3).text;
}
