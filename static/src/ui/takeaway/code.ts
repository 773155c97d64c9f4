/** A question → the text that says the same elsewhere. */

import { addressOf } from '../../wire/client.ts';
import type { ConvolutionQuestion, Plane } from '../../wire/question.ts';
import { keras } from './keras.ts';
import { latex } from './latex.ts';
import { planOf } from './plan.ts';
import { pytorch } from './pytorch.ts';
import { scipy } from './scipy.ts';

export const LANGUAGES = ['pytorch', 'scipy', 'keras', 'latex', 'curl'] as const;
export type Language = (typeof LANGUAGES)[number];

export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  pytorch: 'PyTorch',
  scipy: 'NumPy / SciPy',
  keras: 'Keras',
  latex: 'LaTeX',
  curl: 'curl',
};

/** The code, or null where that language has no such thing: then `unsaid` tells so. */
export function codeFor(
  language: Language,
  question: ConvolutionQuestion,
  weights: readonly (readonly Plane[])[],
  origin: string,
): string | null {
  if (language === 'curl') return curl(question, origin);
  const plan = planOf(question, weights);
  return { pytorch, scipy, keras, latex }[language](plan);
}

export function unsaid(language: Language): string {
  return `${LANGUAGE_NAMES[language]} has no single call for this question; PyTorch has.`;
}

/** The picture, and the numbers: the same address both times. */
function curl(question: ConvolutionQuestion, origin: string): string {
  const address = `${origin}${addressOf(question)}`;
  return `curl -o output.png '${address}&format=png'\ncurl -o output.safetensors '${address}'\n`;
}
