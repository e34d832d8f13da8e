import { displayUnit, type Localized } from '@qingshan/kernel';

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);

/** What `help` says beyond the label, which shows `name` and unit already; empty where it says nothing more. */
function beyond(help: string, name: string, unit: string | null): string {
  if (!help.toLowerCase().startsWith(name.toLowerCase())) return help;
  const rest = help.slice(name.length);
  if (!/^(?:$|\s*[，：；,:;（(])/.test(rest)) return help;
  const units = unit === null ? [] : [unit, displayUnit(unit)].map(escaped);
  const shown =
    units.length === 0
      ? ''
      : `[，,]?\\s*(?:[（(](?:${units.join('|')})[）)]|(?:${units.join('|')})(?=$|[，：；,:;（(]))`;
  const said = shown === '' ? rest : rest.replace(new RegExp(`^\\s*${shown}`), '');
  const words = said.replace(/^\s*[，：；,:;]\s*/, '').trim();
  return /^[（(]([^（()）]*)[）)]$/.exec(words)?.[1] ?? words;
}

/** The help of a field as it stands beside its label, without repeating it; `null` where nothing is left. */
export function helpBeside(help: Localized | null, name: Localized | null, unit: string | null): Localized | null {
  if (help === null || name === null) return help;
  const rest = { zh: beyond(help.zh, name.zh, unit), en: beyond(help.en, name.en, unit) };
  return rest.zh === '' && rest.en === '' ? null : rest;
}
