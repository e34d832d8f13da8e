import { Decimal, displayUnit, formatRounded, QingshanError } from '@qingshan/kernel';
import { changeOf } from '@qingshan/methods';
import type { MetricValue, SheetMetric } from '@qingshan/documents';
import { STORED_METRICS } from '../../scores/packs.ts';
import { townInputs, type TownInputs } from '../../scores/town-scores.ts';
import type { DocumentAsk, ScoresView } from '../../views/index.ts';
import { check, frameOf, type Gathered, type Sources } from '../gathered.ts';
import { figure } from './figure.ts';

/** As many digits as a number of the program holds for sure */
const DIGITS = 15;

function exact(value: number): string {
  return new Decimal(value).toSignificantDigits(DIGITS).toFixed();
}

function sheetMetrics({ campaign }: Sources, pack: string, unitText: string): SheetMetric[] {
  const edition = campaign.workspace.standards.edition(pack);
  const rule = (name: string) => edition.find('rules', { rule: name })?.value ?? null;
  const ids = [...new Set(edition.figures('metrics').map((f) => f.keys['metric'] ?? ''))];
  return ids.map((id): SheetMetric => {
    const read = (item: string) => edition.figure('metrics', { metric: id, item }).value ?? '';
    const efficacy = read('transform') === 'efficacy';
    return {
      id,
      name: STORED_METRICS[id]?.name.zh ?? id,
      unit: unitText,
      change: read('kind') === 'change',
      better: read('better') === 'high' ? 'high' : 'low',
      efficacy: efficacy ? { base: rule('efficacy-base') ?? '60', span: rule('efficacy-span') ?? '40' } : null,
      weight: read('weight'),
    };
  });
}

function valueOf(inputs: TownInputs, metric: SheetMetric): [string, MetricValue][] {
  const found = inputs.metrics.get(metric.id);
  if (!found || found.current === null) return [];
  const { id } = found.now.assessment;
  if (!metric.change) {
    const shown = figure(formatRounded(found.current, 1), '', id);
    return [[metric.id, { current: exact(found.current), previous: null, shown }]];
  }
  if (found.previous === null) return [];
  const percent = changeOf(new Decimal(found.current), new Decimal(found.previous)).percent;
  const shown = figure(percent === null ? '—' : formatRounded(percent, 1), '', id);
  return [[metric.id, { current: exact(found.current), previous: exact(found.previous), shown }]];
}

/** The score sheet of the towns by a published rule. @throws QingshanError `bad-draft` */
export async function gatherTownScores(sources: Sources, ask: DocumentAsk, scores: ScoresView): Promise<Gathered> {
  const { campaign } = sources;
  const { workspace } = campaign;
  const { pack, month } = scores;
  const [league] = scores.leagues;
  if (pack.why !== null || !league || league.rows.length === 0) {
    throw new QingshanError('bad-draft', { why: pack.why ?? { zh: '没有镇街参加排名', en: 'no town is ranked' } });
  }
  const inputs = new Map((await townInputs(sources, pack.id, { pack: pack.id, month })).map((i) => [i.town, i]));
  const [some] = [...(inputs.get(league.rows[0]?.unit ?? '')?.metrics.values() ?? [])];
  const metrics = sheetMetrics(sources, pack.id, displayUnit(some?.now.assessment.unit ?? ''));
  const edition = workspace.standards.edition(pack.id);
  return {
    document: {
      kind: 'score-sheet',
      facts: {
        frame: frameOf(campaign, ask, { addressees: [], simulated: scores.simulated }),
        district: workspace.district.name.zh,
        scheme: '镇街',
        period: month,
        basis: `参照“${pack.number}”（${pack.issuer.zh}，仅作示例${pack.toBeChecked ? '，部分条款待核对' : ''}）。`,
        metrics,
        decimals: Number(edition.find('rules', { rule: 'decimals' })?.value ?? 2),
        tiesBy: edition.find('rules', { rule: 'ties' })?.value === 'shown' ? 'shown' : 'exact',
        towns: league.rows.map((row) => ({
          town: row.name.zh,
          rank: row.rank,
          score: row.score,
          values: Object.fromEntries(
            metrics.flatMap((metric) => {
              const own = inputs.get(row.unit);
              return own ? valueOf(own, metric) : [];
            }),
          ),
        })),
        unranked: scores.exempt.map(({ name, reason }) => ({ town: name.zh, reason: reason.zh })),
      },
    },
    rules: { [`pack:${pack.id}`]: pack.id },
    checks: [
      check(
        'example',
        `办法属于${pack.issuer.zh}，在本区仅作示例。`,
        `The rule is that of ${pack.issuer.en}, an example here.`,
      ),
      ...(scores.simulated
        ? [check('simulated', '含模拟数据，每页都会标明。', 'It holds simulated data and says so on every page.')]
        : []),
    ],
    attached: [],
  };
}
