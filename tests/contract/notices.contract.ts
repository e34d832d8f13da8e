import type { Registry } from '@qingshan/app';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

/** What every adapter does with marks of reading, settings and deliveries. */
export function noticesContract(name: string, open: () => Promise<Registry>): void {
  describe(`notices: ${name}`, () => {
    let registry: Registry;
    beforeEach(async () => {
      registry = await open();
    });
    afterEach(() => registry.close());

    test('what a person has read is theirs alone', async () => {
      const { notices } = registry;
      await notices.markRead('zhang', ['returned:1', 'overdue:2024-10-09', 'returned:1'], 100);
      await notices.markRead('zhang', ['returned:1'], 200);
      await notices.markRead('zhang', [], 200);
      expect([...(await notices.readNotices('zhang', ['returned:1', 'returned:2']))]).toEqual(['returned:1']);
      expect(await notices.readNotices('wang', ['returned:1'])).toEqual([]);
      expect(await notices.readNotices('zhang', [])).toEqual([]);
    });

    test('the newest setting of a person holds', async () => {
      const { notices } = registry;
      await notices.setNoticeSetting({ person: 'zhang', mail: 'a@example.org', muted: ['accepted'] });
      await notices.setNoticeSetting({ person: 'wang', mail: null, muted: [] });
      await notices.setNoticeSetting({ person: 'zhang', mail: null, muted: [] });
      expect(await notices.noticeSettings()).toEqual([
        { person: 'wang', mail: null, muted: [] },
        { person: 'zhang', mail: null, muted: [] },
      ]);
    });

    const MAIL = { person: 'zhang', day: '2024-10-31', channel: 'mail' };

    test('a delivery is taken once, also by many at once, and is not taken again when it was never settled', async () => {
      const taken = await Promise.all(Array.from({ length: 5 }, () => registry.notices.takeDelivery(MAIL, 100)));
      expect(taken.filter((attempt) => attempt !== null)).toEqual([1]);
      expect(await registry.notices.takeDelivery(MAIL, 9_999_999)).toBeNull();
      expect(await registry.notices.takeDelivery({ ...MAIL, day: '2024-11-01' }, 100)).toBe(1);
      expect(await registry.notices.takeDelivery({ ...MAIL, channel: 'wecom' }, 100)).toBe(1);
    });

    test('marks and deliveries go when they are older', async () => {
      const { notices, oldRows } = registry;
      await notices.markRead('zhang', ['returned:1'], 100);
      await notices.markRead('zhang', ['returned:2'], 200);
      await notices.takeDelivery(MAIL, 100);
      await notices.settleDelivery(MAIL, 150);
      expect(await oldRows.countOld('notices', 100)).toBe(0);
      expect(await oldRows.countOld('notices', 200)).toBe(2);
      expect(await oldRows.removeOld('notices', 200)).toBe(2);
      expect(await notices.readNotices('zhang', ['returned:1', 'returned:2'])).toEqual(['returned:2']);
      expect(await oldRows.countOld('notices', 201)).toBe(1);
    });

    test('one that was sent is done; one that failed is taken again when its time has come', async () => {
      const { notices } = registry;
      await notices.takeDelivery(MAIL, 100);
      await notices.settleDelivery(MAIL, 101, { why: 'ECONNREFUSED', retryAt: 400 });
      expect(await notices.takeDelivery(MAIL, 399)).toBeNull();
      expect(await notices.takeDelivery(MAIL, 400)).toBe(2);
      await notices.settleDelivery(MAIL, 401, { why: 'ECONNREFUSED', retryAt: null });
      expect(await notices.takeDelivery(MAIL, 9_999_999)).toBeNull();
      const other = { ...MAIL, person: 'wang' };
      await notices.takeDelivery(other, 100);
      await notices.settleDelivery(other, 101);
      expect(await notices.takeDelivery(other, 9_999_999)).toBeNull();
    });
  });
}
