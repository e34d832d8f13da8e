import { formatRounded, parsePeriod } from '@qingshan/kernel';
import type { RankingFacts } from '@qingshan/documents';
import { showTowns } from '../../board/towns.ts';
import type { DocumentAsk, TownsView } from '../../views/index.ts';
import { check, frameOf, type Gathered, type Sources } from '../gathered.ts';
import { figure } from './figure.ts';

/** As the page of the towns writes a change: with its sign. */
function signed(change: number | null): string {
  if (change === null) return '—';
  const text = formatRounded(change, 1);
  return change > 0 && !/^0(\.0+)?$/.test(text) ? `+${text}` : text;
}

function rankedOf(rows: TownsView['rows']): RankingFacts['ranked'] {
  return rows
    .filter((row) => row.rank !== null)
    .map((row) => ({
      rank: row.rank ?? 0,
      town: row.name.zh,
      value: figure(row.shown, '', row.assessmentId),
      change: row.changePercent === null ? null : figure(signed(row.changePercent), '%', null),
      remark: row.tied ? '并列' : '',
    }));
}

export interface Ranked {
  readonly facts: RankingFacts;
  readonly rules: Readonly<Record<string, string>>;
  readonly simulated: boolean;
}

/** The towns by a parameter in a period, as the page of the towns shows them. @throws QingshanError `not-found`, `unknown-period` */
export async function rankTowns({ evaluator }: Sources, period: string, parameter: string): Promise<Ranked> {
  const through = parsePeriod(period);
  const towns = await showTowns(evaluator, { period, parameter });
  const metric = towns.parameterName.zh.replaceAll(' ', '');
  return {
    facts: {
      metric,
      unit: towns.unitText,
      period: through?.id ?? period,
      basis: `按${metric}由低到高排名，公布的数值相同的并列，其后空出名次；同比为与上年同期相比的变化率。依据${towns.clauses.join('、')}。`,
      ranked: rankedOf(towns.rows),
      unranked: towns.rows
        .filter((row) => row.rank === null)
        .map((row) => ({
          town: row.name.zh,
          reason: row.value === null ? '没有监测数据' : `有效${row.validDays}天，少于规定`,
        })),
    },
    rules: Object.fromEntries(towns.clauses.map((edition) => [`edition:${edition}`, edition])),
    simulated: towns.simulated,
  };
}

/** The ranking of the towns 镇街排名; the variant is the parameter. */
export async function gatherRanking(sources: Sources, ask: DocumentAsk): Promise<Gathered> {
  const { campaign } = sources;
  const ranked = await rankTowns(sources, ask.subject, ask.variant === '' ? 'pm25' : ask.variant);
  const { length } = ranked.facts.unranked;
  return {
    document: {
      kind: 'town-ranking',
      facts: {
        frame: frameOf(campaign, ask, { addressees: ['各镇街'], simulated: ranked.simulated }),
        district: campaign.workspace.district.name.zh,
        ranking: ranked.facts,
      },
    },
    rules: ranked.rules,
    checks: [
      ...(ranked.simulated
        ? [check('simulated', '含模拟数据，每页都会标明。', 'It holds simulated data and says so on every page.')]
        : []),
      ...(length > 0 ? [check('unranked', `${length} 个镇街未参加排名。`, `${length} towns are not ranked.`)] : []),
    ],
    attached: [],
  };
}
