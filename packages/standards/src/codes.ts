import { canonicalUnit, unitFactor, type Localized } from '@qingshan/kernel';
import { foldName, MEDIUM_SUFFIXES, namesOf } from './items.ts';
import type { Edition, Figure, Parameter } from './types.ts';

/** What instruments send by a code of HJ 212: every row of its Tables B.1 to B.3 that has a unit is a parameter to be stored. */

const TABLES = ['codes-water', 'codes-air', 'codes-noise'] as const;

/** Six decimals are stored, so nanograms are stored as micrograms, like the particles of GB 3095. */
const COARSER: Readonly<Record<string, string>> = { 'ng/m3': 'ug/m3', 'ng/L': 'ug/L' };

/** What can be below zero must say how far: temperatures, and pressures against the air around. Ours, not a standard's. */
const SIGNED: Readonly<Record<string, Parameter['plausible']>> = {
  '℃': { min: -60, max: 2000 },
  kPa: { min: -1000, max: 10_000 },
};

interface Coded {
  readonly code: string;
  readonly name: Localized;
  readonly unit: string;
}

function codedIn({ keys, text, values }: Figure): Coded[] {
  const [code = '', printed] = [keys['code'], values?.[0]];
  const unit = canonicalUnit(printed ?? '');
  return unit === null || text === null ? [] : [{ code, name: text, unit: COARSER[unit] ?? unit }];
}

/** A parameter without a code that has the name, and a unit that converts. */
function sameThing({ name, unit }: Coded, parameters: readonly Parameter[]): Parameter | undefined {
  const names = new Set([foldName(name.zh), foldName(`${name.zh}${MEDIUM_SUFFIXES.water.zh}`)]);
  return parameters.find(
    (p) => p.code === null && unitFactor(unit, p.unit) !== null && namesOf(p).some((own) => names.has(own)),
  );
}

function freeName({ code, name }: Coded, taken: ReadonlySet<string>): Localized {
  const behind = code.startsWith('a') ? { zh: '气', en: 'air' } : { zh: code, en: code };
  const clash = [name.zh, name.en].some((own) => taken.has(foldName(own)));
  return clash ? { zh: `${name.zh}（${behind.zh}）`, en: `${name.en} (${behind.en})` } : name;
}

/**
 * The parameters there are, with the codes of HJ 212 where they have none yet, and a parameter for each further code;
 * its id is the code in small letters. A name that is taken gets 气 or the code behind it.
 */
export function withCodes(known: readonly Parameter[], editions: readonly Edition[]): Parameter[] {
  const parameters = [...known];
  const codes = new Set(known.map((p) => p.code));
  const taken = new Set(known.flatMap(namesOf));
  const rows = editions.filter((e) => e.family === 'hj-212').flatMap((e) => TABLES.flatMap((t) => e.figures(t)));
  for (const coded of rows.flatMap(codedIn)) {
    const { code, unit } = coded;
    if (codes.has(code)) continue;
    codes.add(code);
    const same = sameThing(coded, parameters);
    if (same) {
      parameters[parameters.indexOf(same)] = { ...same, code };
      continue;
    }
    const name = freeName(coded, taken);
    const made = { id: code.toLowerCase(), name, unit, code, plausible: SIGNED[unit] ?? null, aliases: [] };
    for (const own of namesOf(made)) taken.add(own);
    parameters.push(made);
  }
  return parameters;
}
