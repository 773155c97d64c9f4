/** A unit's sum elsewhere: the API's receipt, added up again with PyTorch. */

export interface AskedUnit {
  readonly network: string;
  /** The picture, and what is changed in the network: as every question about them begins. */
  readonly shown: string;
  /** Where its number begins. */
  readonly layer: string;
  readonly type: string;
  readonly unit: readonly number[];
}

export const UNIT_LANGUAGES = { pytorch: 'PyTorch', curl: 'curl' } as const;
export type UnitLanguage = keyof typeof UNIT_LANGUAGES;

export function unitCode(language: UnitLanguage, asked: AskedUnit, origin: string): string {
  const url = receiptUrl(asked, origin);
  return language === 'curl' ? `curl '${url}'\n` : pytorch(asked.type, url);
}

function receiptUrl({ network, shown, layer, unit }: AskedUnit, origin: string): string {
  return `${origin}/api/networks/${network}/layers/${layer}/unit?${shown}&unit=${unit.join()}&format=json`;
}

function pytorch(type: string, url: string): string {
  const lines = WAYS[type];
  return [
    'import json',
    'from urllib.request import urlopen',
    ...(lines ? ['', 'import torch'] : []),
    '',
    `url = "${url}"`,
    'with urlopen(url) as answer:',
    '    unit = json.load(answer)',
    '',
    ...(lines ? [...PATCH, '', ...lines] : [`print(unit["formula"], unit["numbers"])`, 'value = unit["value"]']),
    'print(float(value), "torch:", unit["captured"])',
    '',
  ].join('\n');
}

const PATCH = [
  '',
  'def tensor(rows):  # null is padding',
  '    return torch.tensor([[cell or 0.0 for cell in row] for row in rows], dtype=torch.float64)',
  '',
];

const WEIGHED = [
  'channels = [',
  '    (tensor(term["patch"]) * tensor(term["weights"])).sum() if term["patch"] else tensor([[term["sum"]]]).sum()',
  '    for term in unit["terms"]  # of very many channels the least are told by their sums',
  ']',
  'value = torch.stack(channels).sum() + (unit["bias"] or 0.0)',
];

const WAYS: Readonly<Record<string, readonly string[]>> = {
  conv: WEIGHED,
  linear: WEIGHED,
  'max-pool': [
    'cells = [cell for row in unit["terms"][0]["patch"] for cell in row if cell is not None]',
    'value = torch.tensor(cells).max()',
  ],
  'avg-pool': ['value = tensor(unit["terms"][0]["patch"]).sum() / unit["numbers"]["divisor"]'],
  add: ['value = torch.stack([tensor(term["patch"]).sum() for term in unit["terms"]]).sum()'],
};
