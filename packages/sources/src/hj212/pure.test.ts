import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test('the protocol knows no socket, no clock and no chance', () => {
  const files = readdirSync(import.meta.dirname).filter((f) => !/(\.test|^testing)\.ts$/.test(f));
  expect(files.length).toBeGreaterThan(10);
  for (const file of files) {
    const text = readFileSync(new URL(file, import.meta.url), 'utf8');
    expect(text, file).not.toMatch(
      /Date\.now\(|new Date\(|Math\.random\(|performance\.|process\.|setTimeout|setInterval/,
    );
    expect(text.replaceAll("'node:crypto'", ''), file).not.toMatch(/from '(node:|fs|net|path)/);
  }
});
