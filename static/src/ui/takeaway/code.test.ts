import { expect, test } from 'vitest';
import { readQuestion } from '../../wire/question.ts';
import { readPlane } from '../../wire/values.ts';
import { codeFor, LANGUAGES, type Language } from './code.ts';

const SOBEL = [[readPlane('1,0,-1;2,0,-2;1,0,-1', 31, 'kernel')]];
const BOX = [[readPlane('1/9,1/9,1/9;1/9,1/9,1/9;1/9,1/9,1/9', 31, 'kernel')]];
const code = (language: Language, rest = '', weights = SOBEL) =>
  codeFor(
    language,
    { question: readQuestion(`image=face&kernel=sobel-x${rest}`, 'convolution'), weights },
    'http://host',
  );

test('the plainest question is a kernel and a call', () => {
  expect(code('pytorch')).toBe(
    `import torch
import torch.nn.functional as F

# x: float32 [1, 1, height, width], pixels 0…1
weights = torch.tensor([[[[1, 0, -1],
                          [2, 0, -2],
                          [1, 0, -1]]]], dtype=torch.float32)
y = F.conv2d(x, weights)
`,
  );
});

test('padding with noughts alike on opposite sides is conv2d’s own; anything else is padded first', () => {
  expect(code('pytorch', '&padding=same&stride=2,1')).toContain('y = F.conv2d(x, weights, stride=(2, 1), padding=1)');
  expect(code('pytorch', '&padding=1,2,3,4')).toContain('x = F.pad(x, (4, 2, 1, 3))');
  expect(code('pytorch', '&padding=1,2,3,2')).toContain('x = F.pad(x, (2, 2, 1, 3))');
  expect(code('pytorch', '&padding=same&border=reflect')).toContain('x = F.pad(x, (1, 1, 1, 1), mode="reflect")');
});

test('a colour picture is filtered plane by plane', () => {
  expect(code('pytorch', '&channels=rgb')).toContain('weights = weights.repeat(3, 1, 1, 1)');
  expect(code('pytorch', '&channels=rgb')).toContain('groups=3');
  expect(code('scipy', '&channels=rgb')).toContain('np.stack([filtered(plane, weights) for plane in x])');
  expect(code('keras', '&channels=rgb')).toContain('keras.ops.depthwise_conv(');
});

test('borders go by each library’s own names', () => {
  expect(code('scipy', '&padding=same&border=replicate')).toContain('np.pad(plane, ((1, 1), (1, 1)), mode="edge")');
  expect(code('keras', '&padding=1,0,2,0')).toContain('keras.layers.ZeroPadding2D(((1, 2), (0, 0)))(x)');
  expect(code('keras', '&padding=1&border=circular')).toContain(
    'np.pad(x, ((0, 0), (1, 1), (1, 1), (0, 0)), mode="wrap")',
  );
});

test('Keras takes no stride with a dilation, so rows are left out afterwards', () => {
  const text = code('keras', '&stride=2&dilation=3');
  expect(text).toContain('dilation_rate=3');
  expect(text).not.toContain('strides=');
  expect(text).toContain('y[:, ::2, ::2, :]');
});

test('flip, bias and activation are said by all of them', () => {
  const rest = '&flip=1&bias=-0.5&activation=relu';
  expect(code('pytorch', rest)).toMatch(/flip\(-2, -1\)[\s\S]*bias=torch.tensor\(\[-0.5\][\s\S]*torch.relu/);
  expect(code('scipy', rest)).toMatch(/::-1, ::-1[\s\S]*\+ -0.5[\s\S]*np.maximum/);
  expect(code('keras', rest)).toMatch(/::-1, ::-1[\s\S]*-0.5[\s\S]*ops.relu/);
  expect(code('latex', rest)).toMatch(/max[\s\S]*w_{2-m,\\,2-n}[\s\S]* - 0.5/);
});

test('LaTeX keeps fractions and says where each weight meets the picture', () => {
  const text = code('latex', '&stride=2&padding=1', BOX);
  expect(text).toContain('x_{2i + m - 1,\\;2j + n - 1}');
  expect(text).toContain('\\tfrac{1}{9} & \\tfrac{1}{9} & \\tfrac{1}{9} \\\\');
});

test('curl asks this server with the question itself', () => {
  expect(code('curl', '&padding=same')).toContain(
    "curl -o output.png 'http://host/api/convolution?image=face&kernel=sobel-x&padding=same&format=png'",
  );
});

test('what a library cannot say in one call is not guessed', () => {
  const said = LANGUAGES.filter((language) => code(language, '&transposed=1&stride=2') !== null);
  expect(said).toEqual(['pytorch', 'curl']);
});

const pooled = (language: Language, query: string, input = { rows: 8, columns: 8 }) =>
  codeFor(language, { question: readQuestion(`image=face&${query}`, 'pooling'), input }, 'http://host');

test('a pooling is one call, and its stride is only said where it is not the window', () => {
  expect(pooled('pytorch', 'pool=max&window=3')).toContain('y = F.max_pool2d(x, 3)\n');
  expect(pooled('pytorch', 'pool=avg&window=3&stride=2&padding=1&count_padding=0')).toContain(
    'y = F.avg_pool2d(x, 3, stride=2, padding=1, count_include_pad=False)',
  );
  expect(pooled('keras', 'pool=max&window=2,3&stride=1')).toContain('keras.ops.max_pool(x, (2, 3), strides=1,');
  expect(pooled('curl', 'pool=l2&window=2')).toContain("'http://host/api/pooling?image=face&pool=l2&window=2");
});

test('one window over everything is written as what it is', () => {
  const said = (['pytorch', 'scipy', 'keras'] as const).map((language) => pooled(language, 'pool=avg&window=8'));
  expect(said[0]).toContain('# the same here: F.adaptive_avg_pool2d(x, 1)');
  expect(said[0]).toContain('y = x.mean((-2, -1), keepdim=True)');
  expect(said[1]).toContain('y = x.mean(axis=(-2, -1), keepdims=True)');
  expect(said[2]).toContain('y = keras.ops.mean(x, axis=(1, 2), keepdims=True)');
});

test('Keras has no dilated pooling, and is not made to', () => {
  expect(pooled('keras', 'pool=max&window=2&dilation=2')).toBeNull();
  expect(pooled('scipy', 'pool=max&window=2&dilation=2')).toContain('::2, ::2, ::2, ::2]  # stride, dilation');
});

test('LaTeX says what each pooling keeps, and what padding does', () => {
  expect(pooled('latex', 'pool=max&window=2')).toContain(
    '\\max_{\\substack{0 \\le m < 2 \\\\ 0 \\le n < 2}} x_{2i + m,\\;2j + n}\n',
  );
  expect(pooled('latex', 'pool=l2&window=2')).toContain(
    '\\sqrt{\\sum_{m=0}^{1} \\sum_{n=0}^{1} x_{2i + m,\\;2j + n}^2}',
  );
  expect(pooled('latex', 'pool=min&window=3&padding=1')).toContain('\\text{padding never wins}');
  expect(pooled('latex', 'pool=avg&window=3&padding=1&count_padding=0')).toContain('\\frac{1}{|W_{i,j}|}');
});

test('a single row is a signal: one dimension, and the names that signals have', () => {
  const signal = (rest: string) => (language: Language) =>
    codeFor(
      language,
      { question: readQuestion(`grid=1,2,3,4&kernel=1,0,-1${rest}`, 'convolution'), weights: [[KERNEL]] },
      'http://host',
    );
  const KERNEL = readPlane('1,0,-1', 31, 'kernel');
  expect(signal('&padding=full&flip=1')('scipy')).toContain('y = np.convolve(x, weights, mode="full")');
  expect(signal('&padding=same')('scipy')).toContain('y = np.correlate(x, weights, mode="same")');
  expect(signal('')('pytorch')).toContain('x = torch.tensor([[[1, 2, 3, 4]]], dtype=torch.float32)');
  expect(signal('')('pytorch')).toContain('y = F.conv1d(x, weights)');
  expect(signal('&padding=0,1')('keras')).toContain('keras.layers.ZeroPadding1D((1, 1))(x)');
  expect(signal('&flip=1')('latex')).toContain('y_i = \\sum_{m=0}^{2} w_{2-m}\\, x_{i + m}');
  // With rows above and below it is a picture again.
  expect(signal('&padding=1')('pytorch')).toContain('F.conv2d(');
});
