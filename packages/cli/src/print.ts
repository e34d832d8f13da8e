import { Option, type Command } from 'commander';

export const dataOption = new Option('--data <folder>', '数据目录 / data folder').env('QINGSHAN_DATA');
export const byOption = new Option('--by <name>', '操作人，记入审计 / who acts, for the audit');
export const jsonOption = new Option('--json', '以 JSON 输出 / print JSON');

/** Makes commands below another, each with a data folder, who acts and JSON among its options. */
export function subcommandsOf(parent: Command): (name: string, description: string) => Command {
  return (name, description) =>
    parent
      .command(name)
      .description(description)
      .exitOverride()
      .addOption(byOption)
      .addOption(dataOption)
      .addOption(jsonOption);
}

export function printJson(value: unknown): void {
  console.log(JSON.stringify(value, null, 2));
}

/** Width on a terminal: Chinese characters take two columns. */
function width(text: string): number {
  return [...text].reduce(
    (n, c) =>
      n +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(c) ? 2 : 1),
    0,
  );
}

/** Prints rows as an aligned table. */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((h, i) => Math.max(width(h), ...rows.map((r) => width(r[i] ?? ''))));
  const line = (cells: readonly string[]): string =>
    cells
      .map((c, i) => c + ' '.repeat(Math.max(0, (widths[i] ?? 0) - width(c))))
      .join('  ')
      .trimEnd();
  console.log(line(head));
  console.log(widths.map((w) => '─'.repeat(w)).join('  '));
  for (const row of rows) console.log(line(row));
}
