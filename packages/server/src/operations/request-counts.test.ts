import { expect, test } from 'vitest';
import { RequestCounts } from './request-counts.ts';
import { asText } from './text-format.ts';

test('a request is within every bucket that ends at its duration or later', () => {
  const counts = new RequestCounts();
  const request = { method: 'GET', route: '/a', status: 200 };
  for (const seconds of [0.004, 0.05, 20]) counts.add({ ...request, seconds });
  const text = asText(counts.families());
  const bucket = (end: string) =>
    new RegExp(`_bucket\\{method="GET",route="/a",le="${end}"\\} (\\d+)\n`).exec(text)?.[1];
  expect(['0.005', '0.025', '0.05', '10', '\\+Inf'].map(bucket)).toEqual(['1', '1', '2', '2', '3']);
  expect(text).toContain('_sum{method="GET",route="/a"} 20.054\n');
  expect(text).toContain('_count{method="GET",route="/a"} 3\n');
});

test('methods that nobody has a use for count as one', () => {
  const counts = new RequestCounts();
  for (const method of ['PROPFIND', 'LOCK']) counts.add({ method, route: '/*', status: 404, seconds: 1 });
  expect(asText(counts.families())).toContain('requests_total{method="other",route="/*",status="404"} 2\n');
});

test('what would end a label early is escaped as the format says', () => {
  const samples = [{ labels: { a: 'x"y\\z\n' }, value: Number.POSITIVE_INFINITY }];
  const text = asText([{ name: 'n', type: 'gauge', help: 'h', samples }]);
  expect(text).toBe('# HELP n h\n# TYPE n gauge\nn{a="x\\"y\\\\z\\n"} +Inf\n');
});
