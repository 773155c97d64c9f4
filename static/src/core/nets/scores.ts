/** The layer whose numbers are the logits: the last, or the one before a softmax at the end. */
export function scoresOf(
  layers: readonly { readonly name: string; readonly type: string; readonly inputs: readonly string[] }[],
): string | null {
  const last = layers.at(-1);
  if (!last) return null;
  return last.type === 'softmax' ? (last.inputs[0] ?? null) : last.name;
}
