/** A unit's sum elsewhere: the API's receipt, added up again with PyTorch. */

export interface AskedUnit {
  readonly network: string;
  readonly image: string;
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

function receiptUrl({ network, image, layer, unit }: AskedUnit, origin: string): string {
  const query = `image=${encodeURIComponent(image)}&unit=${unit.join()}&format=json`;
  return `${origin}/api/networks/${network}/layers/${layer}/unit?${query}`;
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
  'channels = [(tensor(term["patch"]) * tensor(term["weights"])).sum() for term in unit["terms"]]',
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
