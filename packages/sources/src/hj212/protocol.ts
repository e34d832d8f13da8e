import { canonicalUnit, FLAGS, type Flag, type Localized } from '@qingshan/kernel';
import type { Edition, Figure, Parameter, StandardsLibrary } from '@qingshan/standards';
import type { Version } from './telegram.ts';

/** A command (CN): who sends it, and since which version. */
export interface Command {
  readonly cn: string;
  readonly name: Localized;
  readonly fromDevice: boolean;
  readonly fromHost: boolean;
  readonly since: Version;
}

/** What a code of Annex B stands for. */
export interface Code {
  readonly code: string;
  readonly name: string;
  /** Unit that Annex B prints, as the kernel writes it; `null` where it prints none that can be converted */
  readonly unit: string | null;
  readonly parameter: Parameter | null;
}

/** The tables of HJ 212, looked up. */
export interface Protocol {
  readonly systems: ReadonlyMap<string, Localized>;
  readonly commands: ReadonlyMap<string, Command>;
  /** Quality of a value by its data flag (Table 8) */
  readonly qualities: ReadonlyMap<string, Flag>;
  /** What QnRtn and ExeRtn say */
  readonly requestReturns: ReadonlyMap<string, Localized>;
  readonly executionReturns: ReadonlyMap<string, Localized>;
  /** By code, that of HJ/T 212-2005 included */
  code(code: string): Code | null;
}

const MEASURED = ['codes-water', 'codes-air', 'codes-noise'] as const;
const NAMED = ['codes-sewage-treatment', 'codes-flue-gas-treatment', 'codes-information'] as const;
const NO_TEXT: Localized = { zh: '', en: '' };

/** Makes the tables of all editions one: a later edition adds to those before it. */
export function protocolOf(standards: Pick<StandardsLibrary, 'editions' | 'parameters'>): Protocol {
  const editions = standards.editions.filter((e) => e.family === 'hj-212');
  const texts = (table: string, key: string) =>
    new Map(editions.flatMap((e) => e.figures(table)).map((f) => [f.keys[key] ?? '', f.text ?? NO_TEXT]));
  const codes = codesOf(editions, standards.parameters);
  return {
    systems: texts('systems', 'system'),
    commands: new Map(editions.flatMap((e) => e.figures('commands').map((f) => commandOf(e, f)))),
    qualities: qualitiesOf(editions),
    requestReturns: texts('request-returns', 'code'),
    executionReturns: texts('execution-returns', 'code'),
    code: (code) => codes.get(code) ?? codes.get(patternOf(code)) ?? null,
  };
}

/** Annex B writes numbered codes with x: e101xx stands for e10101, e10102 …, i3331x for i33311 … */
function patternOf(code: string): string {
  return /^[eg]\d{5}$/.test(code) ? `${code.slice(0, 4)}xx` : `${code.slice(0, -1)}x`;
}

function commandOf(edition: Edition, { keys, text, value }: Figure): [string, Command] {
  const cn = keys['command'] ?? '';
  const since: Version = edition.id === 'hj-212-2025' ? '2025' : '2017';
  const from = (sender: string) => value === 'both-ways' || value === sender;
  return [cn, { cn, name: text ?? NO_TEXT, fromDevice: from('from-device'), fromHost: from('from-host'), since }];
}

function qualitiesOf(editions: readonly Edition[]): ReadonlyMap<string, Flag> {
  const qualities = new Map<string, Flag>();
  for (const { keys, value } of editions.flatMap((e) => e.figures('data-flags', { of: 'quality' }))) {
    const quality = FLAGS.find((flag) => flag === value);
    if (quality === undefined) throw new RangeError(`data flag ${keys['flag']}: ${value} is no quality`);
    qualities.set(keys['flag'] ?? '', quality);
  }
  return qualities;
}

function codesOf(editions: readonly Edition[], parameters: readonly Parameter[]): ReadonlyMap<string, Code> {
  const byCode = new Map(parameters.map((p) => [p.code, p]));
  const codes = new Map<string, Code>();
  // O3 is missing in Annex B; its code comes from field use, and so do others that parameters state.
  for (const parameter of parameters) {
    const { code, name } = parameter;
    if (code !== null) codes.set(code, { code, name: name.zh, unit: null, parameter });
  }
  for (const { keys, text, values } of editions.flatMap((e) => MEASURED.flatMap((t) => e.figures(t)))) {
    const [code = '', unit, old] = [keys['code'], values?.[0], values?.[3]];
    const parameter = byCode.get(code) ?? null;
    const entry = { code, name: text?.zh ?? code, unit: canonicalUnit(unit ?? ''), parameter };
    codes.set(code, entry);
    if (old) codes.set(old, entry);
  }
  for (const { keys, values } of editions.flatMap((e) => NAMED.flatMap((t) => e.figures(t)))) {
    const [code = '', name, unit] = [keys['code'], values?.[0], values?.[1]];
    codes.set(code, { code, name: name ?? code, unit: canonicalUnit(unit ?? ''), parameter: null });
  }
  return codes;
}
