import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { assessedOf, complaintSchema, rateOf, RATES, type Complaint } from './rates.ts';

const answer = fc.option(fc.boolean(), { nil: null });
const complaints = fc
  .array(
    fc.record({ response: answer, solution: answer, satisfaction: answer, excluded: fc.boolean(), of: fc.nat(9) }),
    {
      maxLength: 15,
    },
  )
  .map((list) =>
    list.map(({ excluded, of, ...rest }, i) =>
      complaintSchema.parse({
        id: String(i),
        ...rest,
        ...(excluded ? { excluded: 'x' } : {}),
        // Only an earlier complaint can be repeated.
        ...(of < i ? { repeatOf: String(of) } : {}),
      }),
    ),
  );

const LATEST = { repeats: 'latest', unrated: 'leave-out' } as const;

test('an excluded complaint changes nothing', () => {
  fc.assert(
    fc.property(complaints, (list) => {
      const more: Complaint[] = [
        ...list,
        { id: 'x', response: false, solution: false, satisfaction: false, excluded: 'x' },
      ];
      expect(assessedOf(more, LATEST)).toEqual(assessedOf(list, LATEST));
    }),
  );
});

test('merging twice is merging once, and never leaves more than counting apart', () => {
  fc.assert(
    fc.property(complaints, (list) => {
      const once = assessedOf(list, LATEST);
      expect(assessedOf(once, LATEST).length).toBe(once.length);
      expect(once.length).toBeLessThanOrEqual(assessedOf(list, { ...LATEST, repeats: 'separate' }).length);
    }),
  );
});

test('a rate that counts the unrated as not done is never higher', () => {
  fc.assert(
    fc.property(complaints, (list) => {
      for (const name of RATES) {
        const lenient = rateOf(list, name, LATEST).percent;
        const strict = rateOf(list, name, { ...LATEST, unrated: 'count' }).percent;
        if (lenient && strict) expect(strict.lte(lenient)).toBe(true);
      }
    }),
  );
});
