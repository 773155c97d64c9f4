/**
 * The question: one query string names one picture. The twin of `app/wire/questions.py`; both answer to
 * `tests/golden/question.json`.
 */
export type { Kernel, KernelParameter, KernelPlane } from './kernel.ts';
export { QuestionError } from './query.ts';
export * from './question-reader.ts';
export * from './question-types.ts';
export * from './question-writer.ts';
export type { Grid, Padding, Pair, Plane } from './values.ts';
