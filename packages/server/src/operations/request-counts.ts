import type { Answered } from './each-request.ts';
import type { Family, Sample } from './text-format.ts';

/** Upper ends in seconds */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

interface Timing {
  readonly labels: Readonly<Record<string, string>>;
  /** How many took as long as each bucket says or less */
  readonly within: number[];
  sum: number;
  count: number;
}

/** Requests since the start, by the pattern of their route, so that neither ids nor people are in a label. */
export class RequestCounts {
  readonly #answered = new Map<string, { readonly labels: Readonly<Record<string, string>>; count: number }>();
  readonly #timings = new Map<string, Timing>();

  add({ seconds, ...given }: Omit<Answered, 'id'>): void {
    // A client may send any method that HTTP knows; labels must stay few.
    const method = METHODS.has(given.method) ? given.method : 'other';
    const { route } = given;
    const status = String(given.status);
    const answered = this.#answered.get(`${method} ${route} ${status}`) ?? {
      labels: { method, route, status },
      count: 0,
    };
    answered.count += 1;
    this.#answered.set(`${method} ${route} ${status}`, answered);
    const timing = this.#timings.get(`${method} ${route}`) ?? {
      labels: { method, route },
      within: BUCKETS.map(() => 0),
      sum: 0,
      count: 0,
    };
    for (const [i, end] of BUCKETS.entries()) if (seconds <= end) timing.within[i] = (timing.within[i] ?? 0) + 1;
    timing.sum += seconds;
    timing.count += 1;
    this.#timings.set(`${method} ${route}`, timing);
  }

  families(): readonly Family[] {
    return [
      {
        name: 'qingshan_http_requests_total',
        type: 'counter',
        help: 'Requests answered, by route pattern and status.',
        samples: [...this.#answered.values()].map(({ labels, count }) => ({ labels, value: count })),
      },
      {
        name: 'qingshan_http_request_duration_seconds',
        type: 'histogram',
        help: 'Time until the answer began, by route pattern.',
        samples: [...this.#timings.values()].flatMap(timingSamples),
      },
    ];
  }
}

function timingSamples({ labels, within, sum, count }: Timing): Sample[] {
  return [
    ...BUCKETS.map((end, i) => ({ suffix: '_bucket', labels: { ...labels, le: String(end) }, value: within[i] ?? 0 })),
    { suffix: '_bucket', labels: { ...labels, le: '+Inf' }, value: count },
    { suffix: '_sum', labels, value: sum },
    { suffix: '_count', labels, value: count },
  ];
}
