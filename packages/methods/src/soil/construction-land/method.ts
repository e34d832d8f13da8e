import { keysFrom, named } from '../../named.ts';
import type { Localized, TraceStep } from '@qingshan/kernel';
import type { Edition, Figure } from '@qingshan/standards';
import { z } from 'zod';
import { dayOf } from '../../air/daily-series.ts';
import { dateSchema } from '../../air/period.ts';
import { numberOf } from '../../air/rules.ts';
import { defineMethod, editionFor } from '../../define.ts';
import { measuredSchema, resultIn, written, type Result } from '../../laboratory/measured.ts';
import { namedValues } from '../../laboratory/named-values.ts';
import { refusal } from '../../laboratory/refusal.ts';
import { exact, plain, quantity } from '../../numbers.ts';
import { localized, NO_VALUE, step, warning, type Outcome } from '../../result.ts';

const ID = 'soil.construction-land';

/** What a result asks for, from nothing to measures; also the rules of the standard. */
const RESULTS = ['negligible', 'investigate', 'remediate'] as const;
type RiskResult = (typeof RESULTS)[number];

const inputSchema = z.strictObject({
  on: dateSchema.meta(
    named('采样日期', 'day of sampling', null, {
      zh: '采样日期，决定所用版本',
      en: 'day of sampling; decides the edition',
    }),
  ),
  use: z.enum(['1', '2', 'unclear']).meta({
    ...named('用地类别', 'class of land', null, {
      zh: '用地类别，规划用途不明确的按第一类',
      en: 'class of land; unclear takes class 1',
    }),
    words: {
      '1': { zh: '第一类用地', en: 'class 1' },
      '2': { zh: '第二类用地', en: 'class 2' },
      unclear: { zh: '规划用途不明确', en: 'unclear' },
    },
  }),
  values: z.record(z.string(), measuredSchema).meta({
    ...keysFrom('gb-36600', 'pollutants', 'pollutant'),
    ...named('各项目含量', 'items by id or printed name', 'mg/kg'),
  }),
  background: z
    .record(z.string(), quantity)
    .default({})
    .meta({
      ...keysFrom('gb-36600', 'pollutants', 'pollutant'),
      ...named('土壤环境背景值', 'background of the soil', 'mg/kg'),
    }),
  withinBackground: z
    .enum(['up-to-control', 'always'])
    .default('up-to-control')
    .meta(
      named('不高于背景值时', 'within the background', null, {
        zh: '不高于背景值时：up-to-control 仅在不高于管制值时视为风险可忽略，always 一律视为可忽略',
        en: 'what lies within the background is negligible up to the control value, or always',
      }),
    ),
});
type Input = z.output<typeof inputSchema>;

interface Item {
  readonly id: string;
  readonly name: Localized;
  readonly value: Extract<Result, { kind: 'number' }>;
  readonly screening: Figure;
  readonly control: Figure;
  /** `null`: not detected, with a detection limit above the screening value */
  readonly result: RiskResult | null;
  /** How the background of the soil counted */
  readonly background: 'excused' | 'above-control' | 'unclear' | null;
  readonly note: Figure | null;
}

export const constructionLandMethod = defineMethod({
  id: ID,
  version: '1.0.0',
  title: localized('建设用地土壤污染风险', 'Risk of soil contamination of construction land'),
  summary: localized(
    '按 GB 36600 两类用地的筛选值和管制值（85项）：不高于筛选值风险可忽略，高于筛选值需详细调查与风险评估，高于管制值通常需风险管控或修复；砷、钴、钒考虑背景值。',
    'By the screening and control values (85 items, two classes of land) of GB 36600: negligible up to the screening value, above it detailed investigation and risk assessment, above the control value risk control or remediation; for As, Co and V the background counts.',
  ),
  basis: [{ family: 'gb-36600', clause: '5.3.1 至 5.3.5；表1、表2' }],
  input: inputSchema,
  output: {
    value: localized(
      '0 风险可忽略，1 需详细调查与风险评估，2 通常需风险管控或修复',
      '0 negligible, 1 detailed investigation, 2 risk control or remediation',
    ),
    unit: '1',
    details: {
      result: localized('结果名称', 'name of the result'),
      appliedClass: localized('采用的用地类别', 'class of land that was applied'),
      items: localized('各项含量、限值与结果', 'content, values and result of each item'),
      deciding: localized('决定结果的项目', 'items that decide'),
    },
  },
  evaluate(input, context) {
    const edition = editionFor(context, 'gb-36600', dayOf(input.on));
    return outcomeOf(itemsOf(edition, input), input, edition);
  },
});

function landOf(input: Input): '1' | '2' {
  return input.use === '2' ? '2' : '1';
}

function itemsOf(edition: Edition, input: Input): Item[] {
  const land = landOf(input);
  const table = { name: 'pollutants', key: 'pollutant' };
  const backgrounds = new Map(namedValues(edition, table, input.background, ID).map((b) => [b.id, b.measured]));
  return namedValues(edition, table, input.values, ID).map(({ id, name, measured }) => {
    const limit = (kind: string) => edition.figure('limits', { pollutant: id, land, limit: kind });
    const [screening, control] = [limit('screening'), limit('control')];
    const value = resultIn(screening.unit, measured, ID);
    if (value.kind === 'seen') throw refusal(ID, `“${name.zh}”须为数值。`, `“${name.en}” must be a number.`);
    const own = backgrounds.get(id);
    const within = typeof own !== 'object' && own !== undefined && value.value.lte(exact(own));
    const note = within ? edition.find('background', { pollutant: id, land }) : null;
    const judged = judgeItem(value, { screening, control, note, always: input.withinBackground === 'always' });
    return { id, name, value, screening, control, note, ...judged };
  });
}

function judgeItem(
  { value, detected }: Extract<Result, { kind: 'number' }>,
  rules: {
    readonly screening: Figure;
    readonly control: Figure;
    readonly note: Figure | null;
    readonly always: boolean;
  },
): Pick<Item, 'result' | 'background'> {
  if (value.lte(numberOf(rules.screening))) return { result: 'negligible', background: null };
  if (!detected) return { result: null, background: null };
  const above = value.gt(numberOf(rules.control));
  const byLimits = above ? 'remediate' : 'investigate';
  if (!rules.note) return { result: byLimits, background: null };
  if (rules.note.value !== 'counts') return { result: byLimits, background: 'unclear' };
  return above && !rules.always
    ? { result: byLimits, background: 'above-control' }
    : { result: 'negligible', background: 'excused' };
}

function outcomeOf(items: readonly Item[], input: Input, edition: Edition): Outcome {
  const judged = items.flatMap((i) => (i.result === null ? [] : [RESULTS.indexOf(i.result)]));
  const hidden = items.filter((i) => i.result === null);
  const worst = judged.length === 0 ? null : Math.max(...judged);
  const result = worst === null ? null : (RESULTS[worst] ?? null);
  const figure = result === null ? null : edition.figure('rules', { rule: result });
  const deciding = items.filter((i) => worst !== null && worst > 0 && i.result === result);
  return {
    value: worst,
    shown: figure?.text?.zh ?? NO_VALUE,
    unit: '1',
    verdict: worst === null ? 'insufficient-data' : 'not-applicable',
    provisional: worst === null || hidden.length > 0,
    completeness: { valid: judged.length, expected: items.length, required: null, of: 'samples' },
    editions: [edition],
    trace: [landStep(input, edition), ...items.map((i) => itemStep(i, edition)), resultStep(figure, deciding, edition)],
    warnings: [hiddenWarning(hidden), ...items.map(backgroundWarning)],
    details: {
      result: figure?.text ?? null,
      appliedClass: landOf(input),
      items: items.map((i) => ({
        id: i.id,
        name: i.name.zh,
        value: written(i.value, 'mg/kg').en,
        screening: i.screening.value,
        control: i.control.value,
        result: i.result,
        background: i.background,
      })),
      deciding: deciding.map((i) => i.id),
    },
  };
}

function landStep(input: Input, edition: Edition): TraceStep {
  const title = localized('用地类别', 'Class of land');
  const land = landOf(input);
  return input.use === 'unclear'
    ? step(
        title,
        localized('规划用途不明确，按第一类用地。', 'The planned use is unclear; the values of class 1 apply.'),
        [edition.figure('rules', { rule: 'unclear-use' })],
      )
    : step(title, localized(`第${land === '1' ? '一' : '二'}类用地。`, `Class ${land}.`));
}

function itemStep(item: Item, edition: Edition): TraceStep {
  const value = written(item.value, 'mg/kg');
  const [screening, control] = [plain(numberOf(item.screening)), plain(numberOf(item.control))];
  const rule = item.result === null ? null : edition.figure('rules', { rule: item.result });
  const outcome = rule?.text ?? localized('未检出，检出限高于筛选值', 'not detected, detection limit above screening');
  const excused = item.background === 'excused';
  return step(
    item.name,
    localized(
      `${value.zh}，筛选值 ${screening}，管制值 ${control}${excused ? '，不高于背景值' : ''}：${outcome.zh}。`,
      `${value.en}, screening value ${screening}, control value ${control}${excused ? ', within the background' : ''}: ${outcome.en}.`,
    ),
    [item.screening, item.control, rule, item.note],
  );
}

function resultStep(figure: Figure | null, deciding: readonly Item[], edition: Edition): TraceStep {
  const title = localized('结果', 'Result');
  if (!figure) {
    const none = localized('没有可以判断的项目。', 'There is no item that can be judged.');
    return step(title, none, edition.figures('rules'));
  }
  const zh = deciding.length > 0 ? `（${deciding.map((i) => i.name.zh).join('、')}）` : '';
  const en = deciding.length > 0 ? ` (${deciding.map((i) => i.name.en).join(', ')})` : '';
  return step(title, localized(`${figure.text?.zh}${zh}。`, `${figure.text?.en}${en}.`), [figure]);
}

function hiddenWarning(hidden: readonly Item[]) {
  if (hidden.length === 0) return null;
  return warning(
    'not-detected',
    `${hidden.map((i) => i.name.zh).join('、')} 未检出，但检出限高于筛选值，不能判断。`,
    `${hidden.map((i) => i.name.en).join(', ')}: not detected, but the detection limit is above the screening value.`,
  );
}

function backgroundWarning(item: Item) {
  if (item.background === 'above-control') {
    return warning(
      'above-control-within-background',
      `${item.name.zh} 高于管制值但不高于背景值，按管制值处理。`,
      `${item.name.en} is above the control value but within the background; the control value decides.`,
    );
  }
  if (item.background !== 'unclear') return null;
  return warning(
    'background-unclear',
    `${item.name.zh} 不高于背景值，但标准是否允许在此类用地考虑背景值未能确认，未予考虑。`,
    `${item.name.en} is within the background, but whether that counts for this class of land is not confirmed; it was not counted.`,
  );
}
