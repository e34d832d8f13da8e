import { editDistance } from '@qingshan/kernel';
import { TOWNS } from '../units.ts';
import type { Unit } from '../types.ts';
import type { DoubtCode } from './doubt-texts.ts';

/** What a written name was taken to be. With a code it is doubtful and `units` is only a suggestion. */
export interface ReadUnit {
  readonly units: readonly string[];
  readonly code: DoubtCode | null;
  /** Unit ids that come into question, nearest first */
  readonly candidates: readonly string[];
  readonly distance: number;
}

const sure = (units: readonly string[]): ReadUnit => ({ units, code: null, candidates: [], distance: 0 });

function doubtful(code: DoubtCode, units: readonly string[] = [], candidates = units, distance = 0): ReadUnit {
  return { units, code, candidates, distance };
}

/** A name that is written otherwise than one of the list is suggested up to this share of different characters. */
const NEAR = 0.4;
const MOST_CANDIDATES = 5;
/** A longer text is no name of a unit. */
const LONGEST_NAME = 60;

const ALL_TOWNS =
  /^(?:全区|我区)?(?:各|\d+个|十三个)?(?:属地)?(?:镇街|街镇|镇、?街道|街道、?镇|镇\(街道\)|街道\(镇\)|镇和街道|乡镇街道|属地)(?:办事处|政府)?$/;
const SOME_TOWNS = /^(?:相关|有关|涉及|重点|部分|其他)(?:各)?(?:属地)?(?:镇街|街镇|镇、?街道|街道、?镇|街道|镇)$/;
const COLLECTIVE =
  /^(?:区)?(?:各|有关|相关|其他|其它|各有关|各相关)+(?:职能|行业主管|行业|成员|责任|区级|委办局)*(?:部门|单位|委办局)?$/;
const AND_OTHERS = /等(?:有关|相关|各)?(?:部门|单位|成员单位)?$/;

/** A name without white space, width variants, the district before it, and endings that do not tell units apart. */
export function plainName(name: string): string {
  return name
    .normalize('NFKC')
    .replaceAll(/\s+/g, '')
    .replaceAll('委员会', '委')
    .replaceAll('和', '')
    .replace(/^(?:北京市)?(?:门头沟区|我区|本区)/, '')
    .replace(/^区(?=.{2,})/, '')
    .replace(/(?<=街道|镇|地区)(?:办事处|人民政府|政府)$/, '');
}

function keysOf(unit: Unit): string[] {
  return [unit.name.zh, unit.short, ...(unit.aliases ?? [])].map(plainName);
}

/** Reads names of units as documents write them, against the list of one district. */
export class UnitNames {
  readonly #units: readonly Unit[];
  readonly #byKey = new Map<string, Set<string>>();
  readonly #byFormer = new Map<string, string>();

  constructor(units: readonly Unit[]) {
    this.#units = units;
    for (const unit of units) {
      for (const key of keysOf(unit)) this.#byKey.set(key, (this.#byKey.get(key) ?? new Set()).add(unit.id));
      for (const name of unit.formerNames ?? []) this.#byFormer.set(plainName(name), unit.id);
    }
  }

  /** Reads one name, brackets included. */
  read(written: string): ReadUnit {
    const name = plainName(written);
    const known = this.#known(name);
    if (known) return known;
    const bracket = /^(.+?)\((.+)\)(.*)$/.exec(name);
    if (bracket) return this.#qualified(bracket[1] ?? '', bracket[2] ?? '');
    if (AND_OTHERS.test(name)) {
      return doubtful('unit-collective', this.#known(name.replace(AND_OTHERS, ''))?.units ?? []);
    }
    return this.#joined(name) ?? this.#near(name);
  }

  #known(name: string): ReadUnit | null {
    if (ALL_TOWNS.test(name)) return sure([TOWNS]);
    const ids = [...(this.#byKey.get(name) ?? [])];
    if (ids.length === 1) return sure(ids);
    if (ids.length > 1) return doubtful('unit-ambiguous', [], ids);
    const former = this.#byFormer.get(name);
    if (former !== undefined) return doubtful('unit-former-name', [former]);
    return SOME_TOWNS.test(name) || COLLECTIVE.test(name) ? doubtful('unit-collective') : null;
  }

  /** 区水务局（河长办）, 各镇街（大台街道除外） */
  #qualified(base: string, bracket: string): ReadUnit {
    const outer = this.#known(base);
    const units = outer && outer.code === null ? outer.units : [];
    const inner = this.#byKey.get(bracket);
    const [only = ''] = units;
    if (inner?.has(only)) return sure(units);
    if (!bracket.endsWith('除外') || only !== TOWNS) return doubtful('unit-qualified', units);
    const out = bracket
      .slice(0, -2)
      .split(/[、,，]/)
      .map((part) => this.#known(plainName(part)));
    if (out.some((read) => read === null || read.code !== null)) return doubtful('unit-qualified');
    const left = this.#units.filter((u) => u.kind === 'town' && !out.some((read) => read?.units.includes(u.id)));
    return doubtful(
      'unit-qualified',
      left.map((u) => u.id),
    );
  }

  /** Several names without a separator: 水务局商务局, 水务局及商务局. */
  #joined(name: string): ReadUnit | null {
    const parts = name.split(/[及与]/);
    const reads = parts.map((part) => this.#known(part));
    if (parts.length > 1 && reads.every((r) => r?.code === null)) {
      return doubtful(
        'unit-joined',
        reads.flatMap((r) => r?.units ?? []),
      );
    }
    if (name.length > LONGEST_NAME) return null;
    for (let at = 2; at <= name.length - 2; at++) {
      const [left, right] = [this.#known(name.slice(0, at)), this.#known(plainName(name.slice(at)))];
      if (left?.code === null && right?.code === null) return doubtful('unit-joined', [...left.units, ...right.units]);
    }
    return null;
  }

  #near(name: string): ReadUnit {
    if (name.length > LONGEST_NAME) return doubtful('unit-unknown');
    const ranked = this.#units
      .map((unit) => ({ id: unit.id, ...nearestKey(name, keysOf(unit)) }))
      .filter(({ share }) => share <= NEAR)
      .sort((a, b) => a.distance - b.distance);
    const [first, second] = ranked;
    if (!first) return doubtful('unit-unknown');
    const candidates = ranked.slice(0, MOST_CANDIDATES).map(({ id }) => id);
    if (second?.distance === first.distance) return doubtful('unit-ambiguous', [], candidates);
    return doubtful('unit-misspelt', [first.id], candidates, first.distance);
  }
}

/** How near the nearest of the keys comes: characters that differ, and their share of the longer of the two. */
function nearestKey(name: string, keys: readonly string[]): { distance: number; share: number } {
  return keys
    .map((key) => {
      const distance = editDistance(name, key);
      return { distance, share: distance / Math.max(name.length, key.length) };
    })
    .reduce((a, b) => (b.distance < a.distance ? b : a));
}
