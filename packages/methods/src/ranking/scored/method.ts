import { named } from '../../named.ts';
import { Decimal, QingshanError, roundHalfEven } from '@qingshan/kernel';
import type { Figure } from '@qingshan/standards';
import { z } from 'zod';
import { dayOf } from '../../air/daily-series.ts';
import { dateSchema } from '../../air/period.ts';
import { defineMethod, editionFor, type MethodContext } from '../../define.ts';
import { exact, plain, quantity } from '../../numbers.ts';
import { localized, step, warning } from '../../result.ts';
import { consequencesOf } from './consequences.ts';
import { leagueName, packRule, ruleSchema, type RuleSource } from './rule.ts';
import { metricValue, placeLeague, type Placed } from './score.ts';

const ID = 'ranking.scored';
export const RANKING_PACKS = ['jinan', 'rizhao', 'changzhou'] as const;
const ALL = 'all';

const valueSchema = z
  .union([quantity, z.strictObject({ current: quantity.nullable(), previous: quantity.nullable().exactOptional() })])
  .nullable()
  .transform((x) => (typeof x === 'object' && x !== null ? x : { current: x }))
  .meta(
    named('数值', 'value', null, {
      zh: '数值；变化类给出 { current, previous }',
      en: 'value; for a change { current, previous }',
    }),
  );

const inputSchema = z
  .strictObject({
    on: dateSchema.meta(
      named('时段末日', 'last day of the period', null, {
        zh: '时段末日，决定所用版本',
        en: 'last day of the period; decides the edition',
      }),
    ),
    pack: z.enum(RANKING_PACKS).exactOptional().meta(named('已公布的排名办法', 'a published rule')),
    rule: ruleSchema.exactOptional().meta(named('自定的排名办法', 'a rule of one’s own')),
    items: z
      .array(
        z.strictObject({
          id: z.string(),
          name: z.string().exactOptional(),
          league: z.string().default(ALL).meta(named('分组', 'league')),
          values: z.record(z.string(), valueSchema).meta(named('各指标的数值', 'value of each metric')),
          exempt: z.string().exactOptional().meta(named('不参加排名的原因', 'why it is not ranked')),
          monthsAtBottom: z
            .int()
            .min(0)
            .default(0)
            .meta(named('本月之前已连续末位的月数', 'months in a row at the bottom before this one')),
        }),
      )
      .min(1),
  })
  .refine((x) => (x.pack === undefined) !== (x.rule === undefined), 'pack 和 rule 给出其一 / either pack or rule');
type Item = z.output<typeof inputSchema>['items'][number];

interface League {
  readonly id: string;
  readonly items: readonly Item[];
  readonly placed: readonly Placed[];
}

export const scoredMethod = defineMethod({
  id: ID,
  version: '1.0.0',
  title: localized('按办法计分排名', 'Ranking by a scoring rule'),
  summary: localized(
    '按排名办法（指标、转换、权重、分组、并列、豁免、奖惩）计分排名；内置济南（PM10现状与改善各50%，功效系数）、日照（两组，奖惩与连续末位）、常州（降尘量）三种已公布的办法，也可自定。',
    'Scores and ranks by a rule of metrics, transforms, weights, leagues, ties, exemptions and consequences; three published rules are built in – Jinan (PM10 level and change, half each, efficacy coefficient), Rizhao (two leagues, money, months at the bottom), Changzhou (dustfall) – or write one.',
  ),
  basis: [
    { family: 'city-ranking', clause: '并列名次' },
    { family: 'town-ranking-jinan', clause: '功效系数法' },
    { family: 'town-ranking-rizhao', clause: '第九条、第十一条' },
    { family: 'town-ranking-changzhou', clause: '降尘量排名' },
  ],
  input: inputSchema,
  output: {
    value: localized('参加排名的个数', 'number of those ranked'),
    unit: '1',
    details: {
      leagues: localized('各组名次、得分、指标与奖惩', 'ranks, scores, metrics and consequences by league'),
      unranked: localized('未参加排名的及原因', 'those not ranked, and why'),
      aboveLimit: localized('超过上限的', 'those above a ceiling'),
    },
  },
  evaluate(input, context) {
    const source = sourceOf(input, context);
    const ranking = editionFor(context, 'city-ranking', dayOf(input.on));
    const { rule } = source;
    const isRanked = (item: Item) =>
      item.exempt === undefined && rule.metrics.every((m) => metricValue(m, item) !== null);
    const ranked = input.items.filter(isRanked);
    const leagues: League[] = [...new Set(ranked.map((i) => i.league))].map((id) => {
      const items = ranked.filter((i) => i.league === id);
      return { id, items, placed: placeLeague(items, rule) };
    });
    const unranked = input.items.filter((i) => !isRanked(i));
    return {
      value: ranked.length,
      shown: String(ranked.length),
      unit: '1',
      verdict: 'not-applicable',
      completeness: { valid: ranked.length, expected: input.items.length, required: null, of: 'samples' },
      editions: [source.edition ?? ranking],
      trace: [
        ruleStep(source),
        ...leagues.map((league) => leagueStep(league, source, ranking.figure('composite-rules', { rule: 'ties' }))),
      ],
      warnings: [
        leagues.length === 0 ? warning('nobody-ranked', '没有可以排名的。', 'There is nobody to rank.') : null,
      ],
      details: {
        leagues: leagues.map((league) => leagueDetails(league, source)),
        unranked: unranked.map((i) => ({ id: i.id, reason: i.exempt ?? 'no-data' })),
        aboveLimit: ranked.filter((i) => isAboveLimit(i, source)).map((i) => i.id),
      },
    };
  },
});

function sourceOf(input: z.output<typeof inputSchema>, context: MethodContext): RuleSource {
  if (input.rule) return { rule: input.rule, edition: null, metrics: [], others: [] };
  return packRule(editionFor(context, `town-ranking-${input.pack}`, dayOf(input.on)));
}

function isAboveLimit(item: Item, { rule }: RuleSource): boolean {
  return rule.metrics.some((m) => m.limit !== undefined && (metricValue(m, item)?.gt(exact(m.limit)) ?? false));
}

function ruleStep({ rule, edition, metrics, others }: RuleSource) {
  const KINDS = { level: ['现状', 'level'], change: ['变化', 'change'], score: ['得分', 'score'] } as const;
  const WAYS = { raw: ['', ''], efficacy: ['（功效系数）', ' (efficacy coefficient)'] } as const;
  const list = (language: 0 | 1) =>
    rule.metrics
      .map((m) => `${m.id} ${KINDS[m.kind][language]}${WAYS[m.transform][language]} × ${plain(m.weight)}`)
      .join(' + ');
  return step(
    localized('计分办法', 'Scoring rule'),
    localized(`${edition?.title.zh ?? '自定'}：${list(0)}。`, `${edition?.title.en ?? 'own rule'}: ${list(1)}.`),
    [...metrics, ...others],
  );
}

function leagueStep({ id, placed }: League, { rule, edition }: RuleSource, ties: Figure) {
  const name = leagueName(edition, id);
  const title = id === ALL ? localized('名次', 'Ranks') : localized(name?.zh ?? id, name?.en ?? `League ${id}`);
  const list = placed.map((p) => `${p.rank} ${written(p.score, rule.decimals)}`).join(', ');
  const [zh, en] =
    rule.tiesBy === 'shown' ? [`修约到 ${rule.decimals} 位小数`, `to ${rule.decimals} decimals`] : ['未修约', 'exact'];
  return step(title, localized(`得分${zh}相同的并列：${list}。`, `Ties by the ${en} score: ${list}.`), [
    ties,
    ...(edition?.figures('consequences') ?? []).filter((f) => f.keys['league'] === id),
  ]);
}

function leagueDetails(league: League, { rule, edition }: RuleSource) {
  return {
    league: league.id,
    name: leagueName(edition, league.id),
    ranks: league.placed.map((placed) => {
      const item = league.items.find((i) => i.id === placed.id);
      if (!item) throw new QingshanError('not-found', { what: 'item', id: placed.id, hint: '' });
      const months = item.monthsAtBottom + 1;
      return {
        rank: placed.rank,
        reverseRank: placed.reverseRank,
        id: placed.id,
        name: item.name ?? placed.id,
        score: written(placed.score, rule.decimals),
        metrics: Object.fromEntries(
          Object.entries(placed.metrics).map(([id, { value, points }]) => [
            id,
            { value: roundHalfEven(value, 6).toNumber(), points: roundHalfEven(points, 6).toNumber() },
          ]),
        ),
        consequences: consequencesOf(placed, item, { league: league.id, months }, rule).map((c) => ({
          kind: c.kind,
          amount: c.amount === undefined ? null : new Decimal(c.amount).toNumber(),
          text: c.text,
        })),
      };
    }),
  };
}

function written(x: Decimal, decimals: number): string {
  return roundHalfEven(x, decimals).toFixed(decimals);
}
