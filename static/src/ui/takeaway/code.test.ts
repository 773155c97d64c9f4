import { expect, test } from 'vitest';
import { readQuestion } from '../../wire/question.ts';
import { readPlane } from '../../wire/values.ts';
import { codeFor, LANGUAGES, type Language } from './code.ts';

const SOBEL = [[readPlane('1,0,-1;2,0,-2;1,0,-1', 31, 'kernel')]];
const BOX = [[readPlane('1/9,1/9,1/9;1/9,1/9,1/9;1/9,1/9,1/9', 31, 'kernel')]];
const code = (language: Language, rest = '', weights = SOBEL) =>
  codeFor(language, readQuestion(`image=face&kernel=sobel-x${rest}`, 'convolution'), weights, 'http://host');

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
