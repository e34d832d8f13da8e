import { chineseDate, type ScoreSheetFacts } from '@qingshan/documents';
import { QingshanError } from '@qingshan/kernel';
import { showScores } from '../../scores/use-cases.ts';
import { scoringPack } from '@qingshan/campaign';
import type { DocumentAsk, ScoresView } from '../../views/index.ts';
import { gatherTownScores } from './town-score-sheet.ts';
import { check, frameOf, type Gathered, type Sources } from '../gathered.ts';

/** Units of one table: where there are leagues each is a sheet of its own, so the variant names pack and league. */
export function packAndLeague(variant: string): { readonly pack: string; readonly league: string | null } {
  const [pack = '', league = null] = variant.split('/');
  return { pack, league };
}

function unitsOf(rows: ScoresView['leagues'][number]['rows'], month: string): ScoreSheetFacts['units'] {
  return rows.map((row) => ({
    unit: row.name.zh,
    rank: row.rank,
    entries: row.entries.map(({ item, reason, times, each, points }) => ({
      item,
      reason: reason.zh,
      times,
      each,
      points,
      source: `score/${month}/${row.unit}/${item}`,
    })),
    scores: Object.fromEntries(row.parts.map(({ id, score }) => [id, score])),
    total: row.score,
    source: `score/${month}/${row.unit}`,
  }));
}

/** The score sheet of the units of a league 得分表. @throws QingshanError `bad-draft`, `not-found`, `unknown-period` */
export async function gatherScores(sources: Sources, ask: DocumentAsk): Promise<Gathered> {
  const { campaign } = sources;
  const { workspace } = campaign;
  const { pack: id, league } = packAndLeague(ask.variant);
  const scores = await showScores(sources, { pack: id, month: ask.subject });
  if (scores.pack.of === 'towns') return gatherTownScores(sources, ask, scores);
  const chosen = scores.leagues.find((l) => l.id === league) ?? scores.leagues[0];
  if (!chosen || chosen.rows.length === 0) {
    const why = { zh: '这一办法没有可以计分的单位', en: 'no unit is scored by this rule' };
    throw new QingshanError('bad-draft', { why });
  }
  const pack = scoringPack(workspace.standards.edition(id));
  const mark = scores.pack.toBeChecked ? '（分值待核对）' : '';
  return {
    document: {
      kind: 'score-sheet',
      facts: {
        frame: frameOf(campaign, ask, { addressees: [], simulated: scores.simulated }),
        district: workspace.district.name.zh,
        scheme: `${chosen.name.zh}责任单位`,
        period: scores.month,
        basis: `依据“${scores.pack.number}”${mark}，按${chineseDate(scores.scoredOn)}当日已发生的事项计分。${scores.exempt
          .map(({ name, reason }) => `${name.zh}不参加计分（${reason.zh}）。`)
          .join('')}`,
        items: pack.items.map(({ name, ...item }) => ({ ...item, name: name.zh })),
        units: unitsOf(chosen.rows, scores.month),
      },
    },
    rules: { [`pack:${id}`]: id },
    checks: [
      ...(scores.pack.toBeChecked
        ? [
            check(
              'to-be-checked',
              '计分办法的分值待核对，文中会标出。',
              'Points of the rule await confirmation; the text says so.',
            ),
          ]
        : []),
      ...(scores.simulated
        ? [check('simulated', '含模拟数据，每页都会标明。', 'It holds simulated data and says so on every page.')]
        : []),
    ],
    attached: [],
  };
}
