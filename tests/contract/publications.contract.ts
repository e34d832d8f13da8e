import type { PublicationRecord, Registry } from '@qingshan/app';
import { expect, test } from 'vitest';

type New = Omit<PublicationRecord, 'id' | 'withdrawn'>;

const HASH = 'a'.repeat(64);

function made(number: number, more: Partial<New> = {}): New {
  return {
    kind: 'monthly-bulletin',
    subject: `2024-${String(number).padStart(2, '0')}`,
    variant: '',
    title: '关于进展情况的通报',
    series: '通报',
    year: 2024,
    number,
    day: '2024-10-31',
    simulated: true,
    facts: '{"kind":"monthly-bulletin"}',
    rules: '{}',
    program: '0.1.0',
    template: HASH,
    templateName: '公文样板.docx',
    files: { docx: HASH },
    attached: [{ name: 'E1-01.pdf', id: HASH }],
    replaces: null,
    byId: 'p1',
    byName: '甲',
    at: 2_000_000_000,
    ...more,
  };
}

const REASON = { by: '乙', at: 2_000_000_100, reason: '数据有误' };

/** What every adapter does with publications and templates. */
export function publicationsContract(registryOf: () => Registry): void {
  const it = () => registryOf().publications;

  test('a publication is kept as it was written, the newest first', async () => {
    const first = await it().publish(made(1), null);
    const second = await it().publish(made(2), null);
    expect(first).toEqual({ ...made(1), id: first?.id, withdrawn: null });
    expect((await it().publications()).map((p) => p.number)).toEqual([2, 1]);
    expect(await it().publication(second?.id ?? 0)).toEqual(second);
    expect(await it().publication(9999)).toBeNull();
  });

  test('numbers run without gaps within series and year', async () => {
    expect(await it().nextNumber('通报', 2024)).toBe(1);
    await it().publish(made(1), null);
    expect(await it().nextNumber('通报', 2024)).toBe(2);
    expect(await it().nextNumber('通报', 2025)).toBe(1);
    expect(await it().nextNumber('督办', 2024)).toBe(1);
    expect(await it().publish(made(1, { subject: 'again' }), null)).toBeNull();
    expect(await it().publish(made(3), null)).toBeNull();
    expect(await it().publications()).toHaveLength(1);
  });

  test('of two who take a number at once one has it', async () => {
    const both = await Promise.all([it().publish(made(1), null), it().publish(made(1, { subject: '2024-H1' }), null)]);
    expect(both.filter((p) => p !== null)).toHaveLength(1);
  });

  test('of a subject one stands; another comes in its place only', async () => {
    const first = await it().publish(made(1), null);
    const again = made(2, { subject: made(1).subject });
    await expect(it().publish(again, null)).rejects.toMatchObject({ code: 'already-published' });
    const second = await it().publish({ ...again, replaces: first?.id ?? 0 }, REASON);
    expect(second).toMatchObject({ number: 2, replaces: first?.id });
    expect((await it().publication(first?.id ?? 0))?.withdrawn).toEqual(REASON);
    const third = { ...again, number: 3, replaces: first?.id ?? 0 };
    await expect(it().publish(third, REASON)).rejects.toMatchObject({ code: 'publication-withdrawn' });
    expect(await it().nextNumber('通报', 2024)).toBe(3);
  });

  test('it is withdrawn once, and its number stays used', async () => {
    const first = await it().publish(made(1), null);
    const id = first?.id ?? 0;
    expect((await it().withdraw(id, REASON)).withdrawn).toEqual(REASON);
    await expect(it().withdraw(id, { ...REASON, reason: '另一个' })).rejects.toMatchObject({
      code: 'publication-withdrawn',
    });
    await expect(it().withdraw(9999, REASON)).rejects.toMatchObject({ code: 'not-found' });
    expect((await it().publication(id))?.withdrawn).toEqual(REASON);
    expect(await it().nextNumber('通报', 2024)).toBe(2);
    expect(await it().publish(made(2, { subject: made(1).subject }), null)).not.toBeNull();
  });

  test('templates are kept in the order in which they were put to use', async () => {
    const own = { kind: 'summary', file: HASH, name: '总结.docx', note: '', by: '甲', at: 1 } as const;
    const first = await it().addTemplate(own);
    const back = await it().addTemplate({ ...own, file: null, note: '改回' });
    expect(await it().templates()).toEqual([back, first]);
    expect(first).toEqual({ ...own, id: first.id });
  });
}
