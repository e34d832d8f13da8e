import { ACTOR_ROLES } from '@qingshan/campaign';
import { loadRegisters, mask, type Entry } from '@qingshan/registers';
import { describe, expect, it } from 'vitest';

const registers = loadRegisters();
const kinds = new Map(
  registers.flatMap((r) => r.fields).flatMap((f) => (f.sensitive ? [[f.sensitive.id, f.sensitive] as const] : [])),
);

describe('who may see what in the registers', () => {
  it('names roles that there are', () => {
    const roles: readonly string[] = ACTOR_ROLES;
    expect(kinds.size).toBe(4);
    for (const { maySee } of kinds.values()) {
      expect(maySee.length).toBeGreaterThan(0);
      for (const role of maySee) expect(roles).toContain(role);
    }
  });

  it('gives the public nothing of it', () => {
    for (const { maySee } of kinds.values()) expect(maySee).not.toContain('public');
    for (const definition of registers) {
      const texts = definition.fields.filter((f) => f.sensitive && f.type === 'text').map((f) => f.id);
      const values = Object.fromEntries(texts.map((id) => [id, '甲乙丙丁']));
      const entry: Entry = { register: definition.id, key: '1', values };
      const seen = mask(definition, entry, 'public');
      expect(seen.masked).toEqual(texts);
      expect(JSON.stringify(seen.values)).not.toContain('乙丙');
    }
  });
});
