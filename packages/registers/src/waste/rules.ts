import { Decimal } from '@qingshan/kernel';
import type { CodeRule } from '../engine/types.ts';

/** Amounts are written to the kilogram. */
const SLACK = '0.001';

/** Stored at the start + produced = used + disposed of + moved away + stored at the end. */
export const amountsBalance: CodeRule = ({ values }) => {
  const amount = (id: string): Decimal => new Decimal(typeof values[id] === 'number' ? values[id] : 0);
  if (typeof values['produced'] !== 'number' || typeof values['end'] !== 'number') return null;
  const into = amount('start').plus(amount('produced'));
  const out = ['used', 'disposed', 'moved', 'end'].reduce((sum, id) => sum.plus(amount(id)), new Decimal(0));
  if (into.minus(out).abs().lessThanOrEqualTo(SLACK)) return null;
  return {
    field: 'end',
    severity: 'doubtful',
    why: {
      zh: `数量不平衡：年初贮存加产生为 ${into.toFixed()} t，利用、处置、转移加年末贮存为 ${out.toFixed()} t。请核对各项。`,
      en: `The amounts do not balance: start and produced are ${into.toFixed()} t; used and disposed and moved and end are ${out.toFixed()} t. Check them.`,
    },
  };
};
