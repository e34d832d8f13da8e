import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { shippedTemplate } from './docx/shipped-template.ts';
import { freeze, reproduce } from './freeze.ts';
import { SAMPLES } from './samples/index.ts';
import { partOf } from './testing.ts';

const RULES = { 'hj-663': 'hj-663-2013', 'gb-3095': 'gb-3095-2012' };
const facts = SAMPLES['monthly-bulletin'];
const frozen = freeze(facts, RULES);

describe('a published document', () => {
  it('keeps bytes, their hash, the rules, the facts and the template', () => {
    expect(frozen.sha256).toBe(createHash('sha256').update(frozen.docx).digest('hex'));
    expect(frozen.ruleVersions).toEqual(RULES);
    expect(frozen.facts).toEqual(facts);
    expect(frozen.template).toEqual({ name: '公文样板.docx', bytes: shippedTemplate(false) });
  });

  it('tells for each bookmark of the docx what explains the figure', () => {
    const bookmarks = [...partOf(frozen.docx, 'word/document.xml').matchAll(/w:name="fig(\d+)_([^"]*)"/g)];
    expect(bookmarks.map((m) => Number(m[1]))).toEqual(frozen.figures.map((_, i) => i + 1));
    expect(frozen.figures[0]).toBe('sample-pm25');
    expect(bookmarks[0]?.[2]).toBe('sample_pm25');
  });

  it('does not follow later changes of the facts', () => {
    const changing = structuredClone(facts);
    const kept = freeze(changing, RULES);
    Object.assign(changing.facts, { district: '别的区' });
    expect(kept.facts).toEqual(facts);
  });

  it('is made again to the byte out of what JSON keeps of it', () => {
    const read: typeof frozen.facts = JSON.parse(JSON.stringify(frozen.facts));
    const again = reproduce({ ...frozen, facts: read });
    expect(again.docx).toEqual(frozen.docx);
    expect(again.xlsx).toEqual(frozen.xlsx);
    expect(again.page).toBe(frozen.page);
  });

  it('is not taken for reproduced when a figure or the template is another', () => {
    const changed = { ...facts, facts: { ...facts.facts, problems: [] } };
    expect(() => reproduce({ ...frozen, facts: changed })).toThrow(/重新生成的结果与发布时不同/);
    const template = { name: '横排.docx', bytes: shippedTemplate(true) };
    expect(() => reproduce({ ...frozen, template })).toThrow(/重新生成的结果与发布时不同/);
  });
});
