import { parsePeriod, type Localized } from '@qingshan/kernel';
import { faultOfDue } from './due.ts';
import { letterOf, measuresOf } from './measures.ts';
import type { Board, District, Measure, Plan, Site, Target, Task } from './types.ts';
import { nearestUnit, TOWNS, unitOf } from './units.ts';

export type FindingCode =
  | 'duplicate-id'
  | 'number-sequence'
  | 'wrong-count'
  | 'unknown-unit'
  | 'double-role'
  | 'unknown-target'
  | 'unknown-board'
  | 'wrong-due'
  | 'wrong-period'
  | 'wrong-mark'
  | 'unknown-town'
  | 'no-target-class';

/** Something in a plan or district that contradicts something else in it. */
export interface Finding {
  readonly code: FindingCode;
  /** What it is about, for people: `A05-1`, `pm25` */
  readonly subject: string;
  /** Where in the Plan or District: `['boards', 0, 'tasks', 4]` */
  readonly path: readonly (string | number)[];
  readonly text: Localized;
}

type Path = Finding['path'];
type Units = Pick<District, 'units' | 'towns'>;

function finding(code: FindingCode, subject: string, path: Path, zh: string, en: string): Finding {
  return { code, subject, path, text: { zh, en } };
}

function duplicates(ids: readonly { id: string; path: Path }[]): Finding[] {
  const seen = new Set<string>();
  return ids.flatMap(({ id, path }) => {
    if (!seen.has(id)) return seen.add(id) && [];
    return [finding('duplicate-id', id, path, `“${id}”重复出现`, `“${id}” occurs twice`)];
  });
}

function checkSequence(id: string, expected: string, path: Path): Finding[] {
  if (id === expected) return [];
  const zh = `编号“${id}”不连续，此处应为“${expected}”`;
  return [finding('number-sequence', id, path, zh, `“${id}” breaks the sequence; “${expected}” belongs here`)];
}

function checkRoles(measure: Measure, path: Path, district: Units): Finding[] {
  const roles = [...measure.lead, ...measure.responsible, ...measure.assisting];
  const unknown = roles.filter((id) => id !== TOWNS && unitOf(district, id) === null);
  const double = measure.assisting.filter((id) => measure.lead.includes(id) || measure.responsible.includes(id));
  return [
    ...unknown.map((id) => {
      const near = nearestUnit(district, id);
      const zh = `${measure.id} 的单位“${id}”不在单位名单中，最接近的是“${near?.id}”（${near?.name.zh}）`;
      const en = `${measure.id} names the unit “${id}”, which is not in the list; the nearest is “${near?.id}” (${near?.name.en})`;
      return finding('unknown-unit', measure.id, path, zh, en);
    }),
    ...double.map((id) => {
      const zh = `${measure.id} 的单位“${id}”既牵头或主责又协办，请去掉协办`;
      const en = `in ${measure.id} the unit “${id}” assists although it leads or is responsible; take it out of assisting`;
      return finding('double-role', measure.id, path, zh, en);
    }),
  ];
}

function checkTargetLinks(measure: Measure, path: Path, plan: Plan): Finding[] {
  const unknown = measure.targets.filter((id) => !plan.targets.some((t) => t.id === id));
  const found = unknown.map((id) =>
    finding(
      'unknown-target',
      measure.id,
      path,
      `${measure.id} 指向的目标“${id}”不存在。现有目标：${plan.targets.map((t) => t.id).join('、')}`,
      `${measure.id} points to the target “${id}”, which does not exist. Targets: ${plan.targets.map((t) => t.id).join(', ')}`,
    ),
  );
  if (measure.kind !== 'target-value' || measure.targets.length > 0) return found;
  const zh = `${measure.id} 是目标值类措施，但没有指向任何目标`;
  return [finding('unknown-target', measure.id, path, zh, `${measure.id} is a target value but points to no target`)];
}

function checkMarks(measure: Measure, path: Path): Finding[] {
  if ((measure.origin === 'stated') === (measure.stated !== null)) return [];
  const zh = `${measure.id}：来源为“官方解读”的措施须附引文（stated），其他措施不得有引文`;
  const en = `${measure.id}: a measure of origin “stated” quotes its words in \`stated\`, any other has none`;
  return [finding('wrong-mark', measure.id, path, zh, en)];
}

function checkMeasure(measure: Measure, path: Path, plan: Plan, district: Units): Finding[] {
  const due = faultOfDue(measure.due, plan.year);
  return [
    ...checkRoles(measure, path, district),
    ...checkTargetLinks(measure, path, plan),
    ...checkMarks(measure, path),
    ...(due ? [finding('wrong-due', measure.id, path, `${measure.id}:${due.zh}`, `${measure.id}: ${due.en}`)] : []),
  ];
}

function checkTask(task: Task, expected: string, path: Path, plan: Plan, district: Units): Finding[] {
  const measures = task.measures.flatMap((measure, i) => {
    const at = [...path, 'measures', i];
    return [...checkSequence(measure.id, `${task.id}-${i + 1}`, at), ...checkMeasure(measure, at, plan, district)];
  });
  return [...checkSequence(task.id, expected, path), ...measures];
}

function checkBoard(board: Board, path: Path, plan: Plan, district: Units): Finding[] {
  const letter = letterOf(board.tasks[0]?.id ?? '');
  return board.tasks.flatMap((task, i) =>
    checkTask(task, `${letter}${String(i + 1).padStart(2, '0')}`, [...path, 'tasks', i], plan, district),
  );
}

function checkTarget(target: Target, path: Path, plan: Plan): Finding[] {
  const period = parsePeriod(target.period);
  const found: Finding[] = [];
  if (!plan.boards.some((b) => b.id === target.board)) {
    const zh = `目标“${target.id}”的板块“${target.board}”不存在`;
    found.push(
      finding('unknown-board', target.id, path, zh, `target “${target.id}” is of no known board: “${target.board}”`),
    );
  }
  if (!period || !target.period.startsWith(String(plan.year))) {
    const zh = `目标“${target.id}”的时段“${target.period}”不在 ${plan.year} 年之内`;
    const en = `target “${target.id}”: the period “${target.period}” does not lie in ${plan.year}`;
    found.push(finding('wrong-period', target.id, path, zh, en));
  }
  return found;
}

interface Counted {
  readonly key: keyof Plan['declared'];
  readonly zh: string;
  readonly en: string;
  readonly items: readonly { readonly id: string; readonly path: Path }[];
}

function checkCount({ key, zh, en, items }: Counted, declared: number): Finding[] {
  if (items.length === declared) return [];
  const beyond = items[declared];
  const [zhRest, enRest] = beyond
    ? [`，超出的第一个是“${beyond.id}”`, `; the first one beyond is “${beyond.id}”`]
    : [`，少 ${declared - items.length} 个`, `; ${declared - items.length} missing`];
  return [
    finding(
      'wrong-count',
      beyond?.id ?? key,
      beyond?.path ?? ['declared', key],
      `计划声明${zh} ${declared} 个，实有 ${items.length} 个${zhRest}`,
      `the plan declares ${declared} ${en} but has ${items.length}${enRest}`,
    ),
  ];
}

function paths(plan: Plan): { boards: Counted['items']; tasks: Counted['items']; measures: Counted['items'] } {
  const boards = plan.boards.map((b, i) => ({ ...b, path: ['boards', i] }));
  const tasks = boards.flatMap((b) => b.tasks.map((t, i) => ({ ...t, path: [...b.path, 'tasks', i] })));
  const measures = tasks.flatMap((t) => t.measures.map((m, i) => ({ ...m, path: [...t.path, 'measures', i] })));
  return { boards, tasks, measures };
}

/** Everything in a plan that contradicts itself or its district, in reading order; empty when it is sound. Pure. */
export function checkPlan(plan: Plan, district: Units): readonly Finding[] {
  const { boards, tasks, measures } = paths(plan);
  const marked = new Set(measuresOf(plan, { initiative: true }).map((m) => m.id));
  const initiatives = measures.filter((m) => marked.has(m.id));
  const targets = plan.targets.map((target, i) => ({ ...target, path: ['targets', i] }));
  const counted: Counted[] = [
    { key: 'boards', zh: '板块', en: 'boards', items: boards },
    { key: 'tasks', zh: '重点任务', en: 'tasks', items: tasks },
    { key: 'measures', zh: '具体措施', en: 'measures', items: measures },
    { key: 'initiatives', zh: '特色举措', en: 'initiatives', items: initiatives },
  ];
  return [
    ...[boards, tasks, measures, targets].flatMap(duplicates),
    ...plan.boards.flatMap((board, i) => checkBoard(board, ['boards', i], plan, district)),
    ...targets.flatMap((target) => checkTarget(target, target.path, plan)),
    ...counted.flatMap((c) => checkCount(c, plan.declared[c.key])),
  ];
}

function checkTargetClass({ id, kind, assessed, water }: Site, path: Path): Finding[] {
  if (kind !== 'section' || !assessed || (water?.targetClass.length ?? 0) > 0) return [];
  const zh = `考核断面“${id}”没有目标类别（water.targetClass）`;
  return [
    finding('no-target-class', id, path, zh, `the assessed section “${id}” has no target class (water.targetClass)`),
  ];
}

function checkSite(site: Site, path: Path, district: District): Finding[] {
  return [...checkTown(site, path, district), ...checkTargetClass(site, path)];
}

function checkTown(site: Site, path: Path, district: District): Finding[] {
  if (site.town === null || district.towns.some((t) => t.id === site.town)) return [];
  const zh = `点位“${site.id}”所在镇街“${site.town}”不在名单中`;
  return [finding('unknown-town', site.id, path, zh, `site “${site.id}” lies in an unknown town: “${site.town}”`)];
}

/** Everything in the lists of a district that contradicts itself: ids, names of sites, towns. Pure. */
export function checkDistrict(district: District): readonly Finding[] {
  const names = district.sites.flatMap((site, i) =>
    [site.id, ...site.aliases].map((id) => ({ id, path: ['sites', i] })),
  );
  return [
    ...duplicates(district.units.map((unit, i) => ({ id: unit.id, path: ['units', i] }))),
    ...duplicates(names),
    ...district.sites.flatMap((site, i) => checkSite(site, ['sites', i], district)),
  ];
}
