import {
  decideCase,
  decideOpen,
  settle,
  SYSTEM,
  type Act,
  type CaseState,
  type ExceedanceFigure,
} from '@qingshan/campaign';
import { DAY_SECONDS, type Day } from '@qingshan/kernel';
import { caseNumbers, untilFirst } from '../cases/commands.ts';
import { Draft } from '../cases/fold.ts';
import type { Campaign } from '../loop/campaign.ts';
import type { Registry } from '../ports.ts';
import { todayOf } from '../workspace.ts';
import { contentOf, unitFor } from './case-of.ts';
import { kindOf, type Reading } from './kinds.ts';
import { joinRegion, regionsOf, type Region } from './regional.ts';
import { readingsOf, stretchesOf, type Stretch } from './strands.ts';

/** After what data are judged. */
export interface WatchCause {
  /** The batch that came or was undone; `null`: what was left over */
  readonly batch: number | null;
  readonly undone: boolean;
  /** Who brought or undid it */
  readonly by: string;
}

/** What came of it: ids of cases. */
export interface Watched {
  readonly opened: readonly string[];
  readonly goesOn: readonly string[];
  readonly changed: readonly string[];
  /** Days of a site and parameter above a limit that are too old to open a case */
  readonly older: number;
}

const NOTHING: Watched = { opened: [], goesOn: [], changed: [], older: 0 };

/** Everything while one change of cases is being put together. */
interface Work {
  readonly campaign: Campaign;
  readonly act: Act;
  readonly cause: WatchCause;
  readonly draft: Draft;
  readonly next: () => string;
  /** What is older opens no case */
  readonly since: Day;
  readonly opened: Set<string>;
  readonly goesOn: Set<string>;
  readonly changed: Set<string>;
}

function open(work: Work, { rule, site, strand, key }: Stretch, figures: readonly ExceedanceFigure[]): void {
  const { campaign, act, draft, cause } = work;
  const { workspace } = campaign;
  const { cases: rules } = workspace.district;
  const content = contentOf(workspace, rule, site, strand.parameter, figures, act.at);
  const id = work.next();
  draft.add(id, [
    ...decideOpen(content, null, null, rules, `${key}/${figures[0]?.at}`),
    { type: 'exceeded', data: { strand, figures, batch: cause.batch } },
  ]);
  const [unit, state] = [unitFor(rule, site), draft.state(id)];
  if (rule.dispatch && unit !== null && state) {
    draft.add(id, decideCase(state, { do: 'dispatch', unit, assisting: [], note: '' }, act, rules));
  }
  work.opened.add(id);
}

/** Days on which this stretch was touched and stands above the limit, in no case and too old for one. */
function olderIn({ since }: Work, { rule, touched }: Stretch, days: ReadonlySet<Day>, cases: readonly CaseState[]) {
  const { numberOf, dayOf } = kindOf(rule);
  const figures = cases.flatMap(({ exceedance }) => exceedance?.figures ?? []);
  const known = new Set(figures.map((figure) => dayOf(numberOf(figure))));
  return touched.filter((day) => day < since && days.has(day) && !known.has(day)).length;
}

async function look(work: Work, stretch: Stretch, reading: Reading, cases: readonly CaseState[]): Promise<number> {
  const { rule, strand } = stretch;
  const kind = kindOf(rule);
  const days = kind.days(rule, strand.parameter, reading);
  const recent = stretch.last >= work.since;
  if (cases.length === 0 && (!recent || days.size === 0)) return olderIn(work, stretch, days, cases);
  const { standing, holding } = await kind.standing(rule, strand.parameter, reading, days);
  const [from, to] = [kind.firstOf(stretch.first), kind.firstOf(stretch.last + 1) - 1];
  const { numberOf } = kind;
  const settled = settle({ from, to, standing, holding, numberOf }, rule, cases, kind.firstOf(work.since));
  const { batch, undone } = work.cause;
  for (const {
    case: { id },
    changes,
  } of settled.changes) {
    work.draft.add(id, [{ type: 'exceedance-changed', data: { changes, batch, undone } }]);
    work.changed.add(id);
  }
  for (const {
    case: { id },
    figures,
  } of settled.goesOn) {
    work.draft.add(id, [{ type: 'exceeded', data: { strand, figures, batch } }]);
    work.goesOn.add(id);
  }
  for (const figures of settled.opens) open(work, stretch, figures);
  return olderIn(work, stretch, days, cases);
}

/** The cases that may be one of the district's: those of its towns that are open, or in an open one of the district. */
async function sharedBy({ cases }: Registry, regions: readonly Region[]): Promise<readonly CaseState[]> {
  if (regions.length === 0) return [];
  const keysUnder = regions.flatMap(({ key, keys }) => [key, ...keys]);
  const { cases: open } = await cases.list({ keysUnder, states: ['new', 'dispatched', 'handling', 'submitted'] });
  const absorbed = await cases.find(open.flatMap((state) => state.absorbed));
  return [...open, ...absorbed.values()];
}

/**
 * Judges what was touched since the last time by the rules of the district, and lets cases of source exceedance open, go
 * on, or have in their log what is no longer so: all in one change. Judging the same data again changes nothing.
 *
 * @throws QingshanError `changed-meanwhile` when others act on the same cases again and again
 */
export async function watchObservations(campaign: Campaign, cause: WatchCause): Promise<Watched> {
  const { observations, registry, district } = campaign.workspace;
  const { upTo, pairs } = await observations.unseen();
  if (pairs.length === 0) return NOTHING;
  const act = campaign.act(SYSTEM);
  const until = Math.min(todayOf(campaign.workspace), Math.floor((act.at - 1) / DAY_SECONDS));
  const stretches = await stretchesOf(campaign.workspace, pairs, until);
  const readings = await readingsOf(campaign.workspace, stretches, act.at);
  const regions = regionsOf(campaign.workspace, stretches);
  const since = Math.floor(act.at / DAY_SECONDS) - district.watch.maxAgeDays;
  const watched = await untilFirst(async () => {
    const keys = [...new Set(stretches.map(({ key }) => key))];
    const { cases } = await registry.cases.list({ keysUnder: keys });
    const shared = await sharedBy(registry, regions);
    const draft = new Draft(new Map([...shared, ...cases].map((state) => [state.id, state])), act);
    const next = await caseNumbers(registry, 'exceedance', act.at);
    const [opened, goesOn, changed] = [new Set<string>(), new Set<string>(), new Set<string>()];
    const work: Work = { campaign, act, cause, draft, next, since, opened, goesOn, changed };
    let older = 0;
    for (const [stretch, reading] of readings) {
      const own = draft.all().filter(({ key }) => key?.startsWith(`${stretch.key}/`));
      older += await look(work, stretch, reading, own);
    }
    for (const region of regions) {
      for (const id of joinRegion(campaign.workspace, region, draft, next, act)) opened.add(id);
    }
    if (draft.entries.length > 0) await registry.cases.change({ entries: draft.entries }, act);
    return { opened: [...opened], goesOn: [...goesOn], changed: [...changed], older };
  });
  await observations.seen(upTo);
  return watched;
}
