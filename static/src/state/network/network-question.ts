/** `network=lenet5&image=three&layer=conv1&unit=0,12,8&edit=conv1:3=0`: what the page is about, as its link writes it. */

import { type Edits, readEdits, UNEDITED, writeEdits } from '../../wire/edits.ts';
import type { Unit } from '../../wire/networks.ts';
import { QuestionError, shortened, splitQuery, writeQuery } from '../../wire/query.ts';
import { type Against, readAgainst, writeAgainst } from './against.ts';

export interface NetworkQuestion {
  readonly network: string;
  /** A sample's name, or the id of an upload or a drawing. */
  readonly image: string;
  readonly layer: string | null;
  /** Channel, row and column; or the index in a row of numbers. */
  readonly unit: Unit | null;
  /** What it is compared with. */
  readonly against: Against | null;
  /** What is changed in the network. */
  readonly edit: Edits;
}

export interface NetworkView {
  readonly view?: string;
  readonly theme?: string;
}

export interface OpenedNetwork {
  readonly question: NetworkQuestion;
  readonly view: NetworkView;
  readonly problem: QuestionError | null;
}

/** The twin of `app/pages/network.py`. */
export const OPENING: NetworkQuestion = {
  network: 'mnist-convnet',
  image: 'three',
  layer: null,
  unit: null,
  against: null,
  edit: UNEDITED,
};

const NAMES = ['network', 'image', 'layer', 'unit', 'edit', 'against'];
const VIEW = ['at', 't', 'view', 'theme'];
const UNIT = /^[0-9]{1,9}(,[0-9]{1,9},[0-9]{1,9})?$/;

/** What a link asks for; one that cannot be read says why and is the page as it opens. */
export function readNetworkLink(search: string): OpenedNetwork {
  try {
    const given = splitQuery(search);
    const question = questionOf(given);
    const view = given.get('view');
    const theme = given.get('theme');
    return { question, view: { ...(view && { view }), ...(theme && { theme }) }, problem: null };
  } catch (error) {
    if (!(error instanceof QuestionError)) throw error;
    return { question: OPENING, view: {}, problem: error };
  }
}

export function writeNetworkLink(question: NetworkQuestion, view: NetworkView = {}): string {
  const { network, image, layer, unit, edit, against } = question;
  return writeQuery([
    ['network', network],
    ['image', image],
    ...(layer === null ? [] : [['layer', layer] as const]),
    ...(unit === null ? [] : [['unit', unit.join()] as const]),
    ...(edit.length === 0 ? [] : [['edit', writeEdits(edit)] as const]),
    ...(against === null ? [] : [['against', writeAgainst(against)] as const]),
    ...(view.view ? [['view', view.view] as const] : []),
    ...(view.theme ? [['theme', view.theme] as const] : []),
  ]);
}

function questionOf(given: ReadonlyMap<string, string>): NetworkQuestion {
  const unknown = [...given.keys()].find((name) => !NAMES.includes(name) && !VIEW.includes(name));
  if (unknown !== undefined) {
    throw new QuestionError(
      `${shortened(unknown)} is nothing that this page knows; it knows ${NAMES.join(', ')}.`,
      unknown,
    );
  }
  const layer = given.get('layer') ?? null;
  const unit = given.get('unit');
  const against = given.get('against');
  if (unit !== undefined && !UNIT.test(unit)) {
    throw new QuestionError(`${shortened(unit)} is no unit; write unit=channel,row,column, or one index.`, 'unit');
  }
  if (unit !== undefined && layer === null)
    throw new QuestionError('A unit needs its layer; write layer=conv1 too.', 'layer');
  return {
    network: given.get('network') ?? OPENING.network,
    image: given.get('image') ?? OPENING.image,
    layer,
    unit: unit === undefined ? null : unit.split(',').map(Number),
    against: against === undefined ? null : readAgainst(against),
    edit: editsOf(given.get('edit')),
  };
}

function editsOf(text: string | undefined): Edits {
  try {
    return text === undefined ? UNEDITED : readEdits(text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new QuestionError(error.message, 'edit');
  }
}
