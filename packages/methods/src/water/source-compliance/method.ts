import { named } from '../../named.ts';
import { Decimal, formatRounded, type Day, type Localized } from '@qingshan/kernel';
import { z } from 'zod';
import { dayOf } from '../../air/daily-series.ts';
import { dateSchema } from '../../air/period.ts';
import { numberOf } from '../../air/rules.ts';
import { defineMethod, editionFor, type MethodContext } from '../../define.ts';
import { judge, targetBar, targetSchema } from '../../judge.ts';
import { about, exact, plain, quantity } from '../../numbers.ts';
import { localized, NO_VALUE, step, warning } from '../../result.ts';
import { missingSchema, percentOf } from '../counting.ts';
import { bodySchema, itemNames } from '../rules.ts';
import { itemsSchema, measuredSchema } from '../values.ts';
import { findSource, type SourceFinding } from './source.ts';

const source = z
  .strictObject({
    id: z.string().min(1),
    kind: z.enum(['surface', 'groundwater']).default('surface'),
    body: bodySchema,
    volume: quantity
      .exactOptional()
      .meta(named('取水量', 'intake', null, { zh: '取水量，各水源同一单位', en: 'intake, one unit for all' })),
    compliant: z
      .boolean()
      .nullable()
      .exactOptional()
      .meta(
        named('是否达标', 'compliant', null, {
          zh: '是否达标；地表水源也可由监测值评价',
          en: 'compliant or not; surface sources also from their values',
        }),
      ),
    basic: itemsSchema.exactOptional(),
    specific: z
      .record(z.string().regex(/^[a-z0-9-]+$/), measuredSchema)
      .exactOptional()
      .meta(named('表2、表3 项目的监测值', 'values of the items of Tables 2 and 3', 'mg/L')),
  })
  .refine(
    (s) => s.kind === 'surface' || !(s.basic || s.specific),
    '地下水源给出 compliant / groundwater: give compliant',
  );
type Source = z.output<typeof source>;

const input = z.strictObject({
  on: dateSchema.meta(
    named('时段末日', 'last day of the period', null, {
      zh: '时段末日，决定所用版本',
      en: 'last day of the period; decides the editions',
    }),
  ),
  by: z.enum(['sources', 'volume']).default('sources').meta(named('按水源数或按取水量', 'by sources or by volume')),
  sources: z.array(source).min(1),
  withCod: z.boolean().default(false).meta(named('化学需氧量是否参评', 'whether COD counts')),
  missing: missingSchema,
  target: targetSchema
    .extend({ direction: z.enum(['at-least', 'at-most']).default('at-least') })
    .exactOptional()
    .meta(named('达标率目标', 'target of the rate', '%')),
});

interface Judged {
  readonly id: string;
  readonly volume: Decimal | null;
  readonly compliant: boolean | null;
  readonly finding: SourceFinding | null;
}

export const sourceComplianceMethod = defineMethod({
  id: 'water.source-compliance',
  version: '1.0.0',
  title: localized('饮用水水源达标率', 'Compliance of drinking-water sources'),
  summary: localized(
    '地表水源按表1 Ⅲ类限值和表2、表3 限值逐项评价（水温、总氮、粪大肠菌群作参考，化学需氧量一般不参评），地下水源用地下水方法的结果；按水源数和按取水量分别计算达标率。',
    'Surface sources are judged item by item against class Ⅲ of Table 1 and Tables 2 and 3 (water temperature, total nitrogen and faecal coliforms are for reference, COD as a rule does not count), groundwater sources by the result of the groundwater method; rates by sources and by volume.',
  ),
  basis: [
    { family: 'drinking-source', clause: '评价项目与标准；达标率' },
    { family: 'gb-3838', clause: '表1 Ⅲ类；表2；表3' },
  ],
  input,
  output: {
    value: localized('达标率（按 by 所选）', 'rate, as chosen by `by`'),
    unit: '%',
    details: {
      bySources: localized('按水源达标率（%）', 'rate by sources (%)'),
      byVolume: localized('按水量达标率（%）', 'rate by volume (%)'),
      sources: localized(
        '各水源是否达标、超标项目和参评项数',
        'compliance, items over and items measured of each source',
      ),
      missing: localized('没有结果的水源', 'sources without a result'),
    },
  },
  evaluate(question, context) {
    const on = dayOf(question.on);
    const edition = editionFor(context, 'drinking-source', on);
    const judged = question.sources.map((s) => judgeSource(s, question.withCod, on, context));
    const counted = judged.filter((s) => s.compliant !== null);
    const missing = judged.filter((s) => s.compliant === null).map((s) => s.id);
    const good = counted.filter((s) => s.compliant);
    const bySources = percentOf(good.length, counted.length);
    const byVolume = counted.every((s) => s.volume) ? percentOf(volumeOf(good), volumeOf(counted)) : null;
    const value = question.by === 'sources' ? bySources : byVolume;
    const decimals = numberOf(edition.figure('rules', { rule: 'decimals' })).toNumber();
    const lacking = missing.length > 0 && question.missing === 'insufficient';
    const bar = question.target ? targetBar(question.target) : null;
    const judgement = value && bar && !lacking ? judge(value, decimals, bar, 'exact') : null;
    const unknown = judged.flatMap((s) => s.finding?.unknown ?? []);
    return {
      value: value?.toNumber() ?? null,
      shown: value ? formatRounded(value, decimals) : NO_VALUE,
      unit: '%',
      verdict: judgement?.verdict ?? (value && !lacking ? 'not-applicable' : 'insufficient-data'),
      limit: bar ? plain(bar.value) : null,
      completeness: { valid: counted.length, expected: judged.length, required: null, of: 'samples' },
      editions: [edition, editionFor(context, 'gb-3838', on)],
      trace: [
        step(localized('各水源', 'Each source'), sourcesText(judged, on, context), [
          edition.figure('rules', { rule: 'surface-class' }),
          ...(question.withCod ? [] : [edition.figure('rules', { rule: 'left-out' })]),
          ...judged.flatMap((s) => s.finding?.figures ?? []),
        ]),
        step(localized('达标率', 'Rates'), ratesText(counted.length, good.length, bySources, byVolume), [
          edition.figure('rules', { rule: 'by-source' }),
          edition.figure('rules', { rule: 'by-volume' }),
        ]),
        ...(judgement ? [step(localized('判定', 'Verdict'), judgement.detail)] : []),
      ],
      warnings: [judgement?.warning ?? null, unknown.length > 0 ? unknownItems(unknown) : null],
      details: {
        bySources: bySources?.toNumber() ?? null,
        byVolume: byVolume?.toNumber() ?? null,
        sources: judged.map(({ id, compliant, finding }) => ({
          id,
          compliant,
          exceeding: finding?.exceeding ?? [],
          measured: finding?.measured ?? null,
        })),
        missing,
      },
    };
  },
});

function judgeSource(given: Source, withCod: boolean, on: Day, context: MethodContext): Judged {
  const volume = given.volume === undefined ? null : exact(given.volume);
  if (given.compliant !== undefined) return { id: given.id, volume, compliant: given.compliant, finding: null };
  const { body, basic = {}, specific = {} } = given;
  const finding = findSource({ body, basic, specific, withCod }, on, context);
  return { id: given.id, volume, compliant: finding.measured === 0 ? null : finding.exceeding.length === 0, finding };
}

function volumeOf(sources: readonly Judged[]): Decimal {
  return sources.reduce((sum, s) => sum.plus(s.volume ?? 0), new Decimal(0));
}

function sourcesText(judged: readonly Judged[], on: Day, context: MethodContext): Localized {
  const over = [...new Set(judged.flatMap((s) => s.finding?.exceeding.map((e) => e.item) ?? []))];
  const names = itemNames(context, over, on);
  const count = (compliant: boolean | null) => judged.filter((s) => s.compliant === compliant).length;
  const [zh, en] = over.length > 0 ? [`；超标项目：${names.zh}`, `; items over the limit: ${names.en}`] : ['', ''];
  return localized(
    `达标 ${count(true)} 个，不达标 ${count(false)} 个，没有结果 ${count(null)} 个${zh}。`,
    `${count(true)} compliant, ${count(false)} not, ${count(null)} without a result${en}.`,
  );
}

function ratesText(counted: number, good: number, bySources: Decimal | null, byVolume: Decimal | null): Localized {
  const [sources, volume] = [bySources, byVolume].map((x) => (x ? about(x, 4) : null));
  return localized(
    `按水源 ${good} ÷ ${counted} = ${sources ? `${sources}%` : NO_VALUE}；按水量 ${volume ? `${volume}%` : NO_VALUE}。`,
    `By sources ${good} ÷ ${counted} = ${sources ? `${sources} %` : NO_VALUE}; by volume ${volume ? `${volume} %` : NO_VALUE}.`,
  );
}

function unknownItems(items: readonly string[]) {
  const list = [...new Set(items)].join(', ');
  return warning(
    'unknown-items',
    `标准中没有这些项目，未参评：${list}。`,
    `The standard does not have these items, which were left out: ${list}.`,
  );
}
