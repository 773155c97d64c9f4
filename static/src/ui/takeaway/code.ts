/** A question → the text that says the same elsewhere. */

import { addressOf } from '../../wire/client.ts';
import type { ConvolutionQuestion, Pair, Plane, PoolingQuestion, Question } from '../../wire/question.ts';
import { keras } from './keras.ts';
import { latex } from './latex.ts';
import { planOf } from './plan.ts';
import { poolingKeras } from './pooling-keras.ts';
import { poolingLatex } from './pooling-latex.ts';
import { poolingNumpy } from './pooling-numpy.ts';
import { poolingPlan } from './pooling-plan.ts';
import { poolingPytorch } from './pooling-pytorch.ts';
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

/** A question, with what it does not say itself. */
export type Asked =
  | {
      readonly question: ConvolutionQuestion;
      /** [filter][channel], names and generators resolved. */
      readonly weights: readonly (readonly Plane[])[];
    }
  | {
      readonly question: PoolingQuestion;
      /** The size of what is pooled, once it is known. */
      readonly input: Pair | null;
    };

/** The code, or null where that language has no such thing: then `unsaid` tells so. */
export function codeFor(language: Language, asked: Asked, origin: string): string | null {
  if (language === 'curl') return curl(asked.question, origin);
  if ('weights' in asked) return { pytorch, scipy, keras, latex }[language](planOf(asked.question, asked.weights));
  const plan = poolingPlan(asked.question, asked.input);
  const write = { pytorch: poolingPytorch, scipy: poolingNumpy, keras: poolingKeras, latex: poolingLatex }[language];
  return write(plan);
}

export function unsaid(language: Language): string {
  return `${LANGUAGE_NAMES[language]} has no single call for this question; PyTorch has.`;
}

/** The picture, and the numbers: the same address both times. */
function curl(question: Question, origin: string): string {
  const address = `${origin}${addressOf(question)}`;
  return `curl -o output.png '${address}&format=png'\ncurl -o output.safetensors '${address}'\n`;
}
