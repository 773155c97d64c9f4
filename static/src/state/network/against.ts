/** `against=image:seven`: what a network at work is compared with, as the link writes it. The twin of `app/wire/against.py`. */
import { QuestionError, shortened } from '../../wire/query.ts';

/** Another picture before the same network, another network before the same picture, or the network as it was trained. */
export type Against =
  | { readonly kind: 'image'; readonly image: string }
  | { readonly kind: 'network'; readonly network: string }
  | { readonly kind: 'trained' };

const WRITTEN = /^(image|network):([a-z0-9][a-z0-9_-]{0,63})$/;

export function readAgainst(text: string): Against {
  if (text === 'trained') return { kind: 'trained' };
  const [, kind, name] = WRITTEN.exec(text) ?? [];
  if (kind === 'image' && name) return { kind, image: name };
  if (kind === 'network' && name) return { kind, network: name };
  throw new QuestionError(
    `${shortened(text)} is nothing to compare with; write against=image:seven or against=network:lenet5.`,
    'against',
  );
}

export function writeAgainst(against: Against): string {
  if (against.kind === 'trained') return 'trained';
  return against.kind === 'image' ? `image:${against.image}` : `network:${against.network}`;
}
