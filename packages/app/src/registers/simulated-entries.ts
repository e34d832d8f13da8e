import { SYSTEM } from '@qingshan/campaign';
import { DAY_SECONDS, HOUR_SECONDS } from '@qingshan/kernel';
import {
  checkRows,
  loadSampleWorkbook,
  readRegister,
  validateEntry,
  type Cells,
  type Entry,
  type RegisterContext,
} from '@qingshan/registers';
import { randomOf, type Random } from '@qingshan/sources';
import type { Books } from './books.ts';

/** The day, before the demonstration's today, on which the simulated entries came */
const DAYS_BEFORE = 20;
const FILE = '模拟数据.xlsx';

const KINDS = ['闲置', '拆迁', '河滩', '边角'] as const;
const TREATMENTS = ['绿化', '硬化', '苫盖'] as const;
const STATES = ['待治理', '治理中', '已治理', '已销号', '已销号'] as const;

function oneOf<T>(list: readonly [T, ...T[]], random: Random): T {
  return list[random.whole(0, list.length - 1)] ?? list[0];
}

/** Bare plots of every town, so that the measures that follow this register have something to count. */
function barePlots(context: RegisterContext, seed: number, year: string): Cells[] {
  return context.towns.flatMap((town) => {
    const random = randomOf(seed, 'bare-land', town.id);
    return Array.from({ length: random.whole(2, 5) }, (_, i): Cells => {
      const state = oneOf(STATES, random);
      const isDone = state === '已治理' || state === '已销号';
      const month = String(random.whole(4, 9)).padStart(2, '0');
      return {
        id: `模拟-${town.short}-${i + 1}`,
        name: `${town.short}模拟地块${i + 1}`,
        town: town.name.zh,
        authority: '园林绿化局',
        area: random.whole(3, 60) * 100,
        kind: oneOf(KINDS, random),
        found: random.next() < 0.6 ? '卫星' : '巡查',
        planned: `${year}-${String(random.whole(8, 12)).padStart(2, '0')}-30`,
        opened: `${year}-03-${String(random.whole(1, 28)).padStart(2, '0')}`,
        state,
        ...(isDone ? { treatment: oneOf(TREATMENTS, random), done: `${year}-${month}-15` } : {}),
        ...(state === '已销号' ? { verifier: '模拟复核人', checked: `${year}-${month}-25` } : {}),
        notes: '模拟数据',
      };
    });
  });
}

/** What an enterprise of a grade does under yellow, orange and red, and the shares of its emission that it cuts. */
const GRADES = [
  { grade: 'B级', measures: ['', '限产 20%', '限产 30%'], cuts: [0, 0.2, 0.3] },
  { grade: 'C级', measures: ['限产 20%', '限产 50%', '停产'], cuts: [0.2, 0.5, 1] },
  { grade: 'D级', measures: ['停止喷涂作业', '停产', '停产'], cuts: [0.4, 1, 1] },
  { grade: '引领性', measures: ['', '', '自主减排'], cuts: [0, 0, 0.1] },
] as const;
const LISTED = [
  { what: '建材厂', industry: '建材', authority: '科信局' },
  { what: '家具厂', industry: '家具制造', authority: '科信局' },
  { what: '施工工地', industry: '房屋建筑', authority: '住建委' },
  { what: '道路工程', industry: '市政工程', authority: '交通局' },
] as const;

/** Enterprises and sites of every town for the emergency list, so that an alert has somebody to notify. */
function listedEnterprises(context: RegisterContext, seed: number): Cells[] {
  return context.towns.flatMap((town) => {
    const random = randomOf(seed, 'emergency-list', town.id);
    return Array.from({ length: random.whole(1, 3) }, (_, i): Cells => {
      const { what, industry, authority } = oneOf<(typeof LISTED)[number]>(LISTED, random);
      // The first of each town acts under every level.
      const { grade, measures, cuts } = i === 0 ? GRADES[1] : oneOf<(typeof GRADES)[number]>(GRADES, random);
      const emission = random.whole(20, 400) / 10;
      const [yellowCut, orangeCut, redCut] = cuts.map((cut) => Math.round(emission * cut * 100) / 100);
      const [yellow, orange, red] = measures;
      return {
        id: `模拟-${town.short}-YJ${i + 1}`,
        name: `${town.short}模拟${what}${i + 1}`,
        town: town.name.zh,
        authority,
        person: '模拟负责人',
        industry,
        grade,
        yellow,
        orange,
        red,
        yellowCut: yellowCut ?? 0,
        orangeCut: orangeCut ?? 0,
        redCut: redCut ?? 0,
        state: i === 0 || random.next() < 0.8 ? '已确认' : '待确认',
        notes: '模拟数据',
      };
    });
  });
}

/** What is made up beside the samples, by register. */
function madeUp(register: string, context: RegisterContext, seed: number, year: string): Cells[] {
  if (register === 'bare-land') return barePlots(context, seed, year);
  return register === 'emergency-list' ? listedEnterprises(context, seed) : [];
}

/** The samples of every register, some bare plots and enterprises, marked as simulated; nothing where there are entries. */
export async function addSimulatedEntries(books: Books, seed: number): Promise<void> {
  const { registers } = books.workspace.registry;
  if ((await registers.version()) > 0) return;
  const at = (books.campaign.today - DAYS_BEFORE) * DAY_SECONDS + 9 * HOUR_SECONDS;
  for (const definition of books.workspace.registers) {
    const context = await books.context(definition);
    const { rows } = readRegister(definition, loadSampleWorkbook(definition.id));
    const samples = [...checkRows(definition, rows, context)].map(({ entry }) => entry);
    const cells = madeUp(definition.id, context, seed, books.today.slice(0, 4));
    const made = cells.map((row) => validateEntry(definition, row, context).entry);
    const entries: readonly Entry[] = [...samples, ...made];
    const changes = entries.map(({ key, values }) => ({ key, expected: 0, values, withdrawn: false }));
    const counts = { added: changes.length, changed: 0, unchanged: 0, refused: 0 };
    await registers.write(definition.id, changes, { by: SYSTEM, at }, { file: FILE, ...counts, simulated: true });
  }
}
