import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { QingshanError, type Frame } from '@qingshan/kernel';
import { checkDistrict, checkPlan, type Finding } from './check.ts';
import { readCaseRules } from './load-cases.ts';
import { readMap, sitePosition } from './load-map.ts';
import { readPlan, type Locate } from './load-plan.ts';
import { readReporting, readWorkingDays } from './load-reporting.ts';
import { readWatchRules } from './load-watch.ts';
import { badPlan, readYaml, type YamlFile } from './load-yaml.ts';
import {
  accountsFile,
  demonstrationFile,
  districtFile,
  sitesFile,
  unitsFile,
  type SiteEntry,
  type UnitsFile,
} from './schema.ts';
import type { Account, Demonstration, District, Site, Town, Unit } from './types.ts';

/** The districts that the product comes with. */
const DISTRICTS_FOLDER = fileURLToPath(new URL('../../../districts', import.meta.url));

/** A finding with the place where it stands. */
export interface LocatedFinding extends Finding {
  /** Relative to the folder of the district */
  readonly file: string;
  readonly line: number;
}

function unitsOf(data: UnitsFile): { units: Unit[]; towns: Town[] } {
  const departments = data.departments.map(({ zh, en, ...rest }): Unit => ({ ...rest, name: { zh, en } }));
  const towns = data.towns.map(({ zh, en, ...rest }): Town => ({
    ...rest,
    name: { zh, en },
    kind: 'town',
    certainty: 'read',
  }));
  return { units: [...departments, ...towns], towns };
}

/** Sites as the rest of the product knows them. @throws QingshanError `bad-plan` for a position outside the frame */
function sitesIn(
  { name, data, line }: YamlFile<{ readonly sites: readonly SiteEntry[] }>,
  frame: Frame,
  simulated: boolean,
): Site[] {
  return data.sites.map(({ zh, en, position: given, ...rest }, i) => {
    const position = sitePosition({ ...rest, ...(given && { position: given }) }, frame, name, line(['sites', i]));
    return { ...rest, name: { zh, en }, simulated, ...(position && { position }) };
  });
}

function readDemonstration(
  folder: string,
  frame: Frame,
): { sites: Site[]; demonstration: Demonstration; line: YamlFile<unknown>['line'] } | null {
  const name = 'demonstration.yaml';
  if (!existsSync(join(folder, name))) return null;
  const file = readYaml(folder, name, demonstrationFile);
  const { data, line } = file;
  return {
    sites: sitesIn(file, frame, true),
    demonstration: { today: data.today, note: data.note },
    line,
  };
}

/** The simulated accounts of a demonstration. */
function readAccounts(folder: string): Account[] {
  const name = 'demonstration-accounts.yaml';
  if (!existsSync(join(folder, name))) return [];
  return readYaml(folder, name, accountsFile).data.accounts.map((account) => ({ ...account, simulated: true }));
}

function planFolders(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && entry.name.startsWith('plan-'))
    .map((entry) => entry.name)
    .sort();
}

function withPlace(findings: readonly Finding[], locate: Locate): LocatedFinding[] {
  return findings.map((f) => ({ ...f, ...locate(f.path) }));
}

/**
 * Reads a district and says all that contradicts itself in it, for `plan check`.
 *
 * @param folder `districts/<id>`
 * @throws QingshanError `bad-plan` when a file cannot be read at all: missing, no YAML, unknown key, wrong type
 */
export function readDistrict(folder: string): { district: District; findings: readonly LocatedFinding[] } {
  if (!existsSync(join(folder, 'district.yaml'))) {
    const why = { zh: '不是区域目录：没有 district.yaml', en: 'not the folder of a district: it has no district.yaml' };
    throw badPlan(basename(folder), 1, why);
  }
  const head = readYaml(folder, 'district.yaml', districtFile);
  const unitList = readYaml(folder, 'units.yaml', unitsFile);
  const siteList = readYaml(folder, 'sites.yaml', sitesFile);
  const map = readMap(folder, { zh: head.data.zh, en: head.data.en }, unitsOf(unitList.data).towns);
  const simulated = readDemonstration(folder, map.frame);
  const plans = planFolders(folder).map((name) => readPlan(folder, name, head.data.id));
  const calendar = readWorkingDays(DISTRICTS_FOLDER);
  const real = sitesIn(siteList, map.frame, false);
  const { id, zh, en, code, place } = head.data;
  const district: District = {
    id,
    name: { zh, en },
    code,
    place,
    ...unitsOf(unitList.data),
    sites: [...real, ...(simulated?.sites ?? [])],
    accounts: readAccounts(folder),
    demonstration: simulated?.demonstration ?? null,
    reporting: readReporting(folder, calendar),
    cases: readCaseRules(folder, calendar),
    watch: readWatchRules(folder, unitsOf(unitList.data)),
    map,
    plans: plans.map(({ plan }) => plan),
  };
  const locate: Locate = ([list, position]) => {
    const index = Number(position);
    const departments = unitList.data.departments.length;
    if (list === 'sites' && index >= real.length) {
      return { file: 'demonstration.yaml', line: simulated?.line(['sites', index - real.length]) ?? 1 };
    }
    if (list === 'sites') return { file: siteList.name, line: siteList.line(['sites', index]) };
    const path = index < departments ? ['departments', index] : ['towns', index - departments];
    return { file: unitList.name, line: unitList.line(path) };
  };
  const inPlans = plans.flatMap(({ plan, locate }) => withPlace(checkPlan(plan, district), locate));
  return { district, findings: [...withPlace(checkDistrict(district), locate), ...inPlans] };
}

/**
 * Loads a district that is to be worked with: nothing in it may contradict itself.
 *
 * @param folder `districts/<id>`
 * @throws QingshanError `bad-plan` with file and line of the first fault, and how many more there are
 */
export function loadDistrict(folder: string): District {
  const { district, findings } = readDistrict(folder);
  const [first, ...more] = findings;
  if (!first) return district;
  const { zh, en } = first.text;
  throw badPlan(
    first.file,
    first.line,
    more.length === 0
      ? first.text
      : {
          zh: `${zh}（另有 ${more.length} 处，用 plan check 查看）`,
          en: `${en} (and ${more.length} more; see plan check)`,
        },
  );
}

export function districtIds(): string[] {
  const entries = readdirSync(DISTRICTS_FOLDER, { withFileTypes: true });
  return entries.filter((e) => e.isDirectory()).map((e) => e.name);
}

/**
 * The folder of a district that the product comes with.
 *
 * @throws QingshanError `not-found`
 */
export function districtFolder(id: string): string {
  const ids = districtIds();
  if (ids.includes(id)) return join(DISTRICTS_FOLDER, id);
  throw new QingshanError('not-found', { what: { zh: '区域', en: 'district' }, id, hint: ids.join(', ') });
}
