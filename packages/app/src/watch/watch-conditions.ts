import {
  decideCase,
  decideOpen,
  isSeriesRule,
  stepOf,
  strandKey,
  type Act,
  type CaseContent,
  type CaseState,
  type ConditionRule,
  type ExceedanceFigure,
  SYSTEM,
} from '@qingshan/campaign';
import { displayUnit, formatMoment } from '@qingshan/kernel';
import type { Evaluator } from '../assess/evaluator.ts';
import { caseNumbers, untilFirst } from '../cases/commands.ts';
import { Draft } from '../cases/fold.ts';
import type { Campaign } from '../loop/campaign.ts';
import { todayOf } from '../workspace.ts';
import { readCondition } from './conditions/read-condition.ts';
import type { ConditionReading, Judging } from './conditions/reading.ts';

/** What the clock has made of the cases: their ids. */
export interface ConditionsWatched {
  readonly opened: readonly string[];
  readonly goesOn: readonly string[];
  readonly ended: readonly string[];
}

interface Read {
  readonly rule: ConditionRule;
  readonly reading: ConditionReading;
  readonly key: string;
}

function unitOf({ unit }: ConditionRule, reading: ConditionReading): string | null {
  return unit === 'town' || unit === 'lead' ? reading.unit : unit;
}

function sentence({ at, value, unit, limit, note }: ExceedanceFigure): string {
  const against = limit === '' ? '' : `（${limit}）`;
  return `${at.replace('T', ' ')} ${value} ${displayUnit(unit)}${against}${note ? `，${note.zh}` : ''}`.slice(0, 400);
}

function contentOf({ rule, reading }: Read, figure: ExceedanceFigure, { at }: Act): CaseContent {
  const { title, place, town, simulated } = reading;
  return {
    source: 'exceedance',
    number: '',
    title: title.zh.slice(0, 200),
    titleEn: title.en.slice(0, 300),
    topic: rule.topic,
    town,
    place,
    position: null,
    received: at,
    channel: null,
    cause: sentence(figure),
    concerns: unitOf(rule, reading),
    simulated,
  };
}

function open(campaign: Campaign, read: Read, figure: ExceedanceFigure, draft: Draft, id: string, act: Act): void {
  const { rule, reading, key } = read;
  const { cases: rules } = campaign.workspace.district;
  const { site, parameter } = reading;
  draft.add(id, [
    ...decideOpen(contentOf(read, figure, act), null, null, rules, `${key}/${figure.at}`),
    { type: 'exceeded', data: { strand: { rule: rule.id, site, parameter }, figures: [figure], batch: null } },
  ]);
  const [unit, state] = [unitOf(rule, reading), draft.state(id)];
  if (rule.dispatch && unit !== null && state) {
    draft.add(id, decideCase(state, { do: 'dispatch', unit, assisting: [], note: '' }, act, rules));
  }
}

async function readAll(campaign: Campaign, judging: Judging): Promise<Read[]> {
  const rules = campaign.workspace.district.watch.rules.flatMap((rule) =>
    rule.on && !isSeriesRule(rule) ? [rule] : [],
  );
  const read: Read[] = [];
  for (const rule of rules) {
    for (const reading of await readCondition(rule, judging)) {
      const { site, parameter } = reading;
      read.push({ rule, reading, key: strandKey({ rule: rule.id, site, parameter }) });
    }
  }
  return read;
}

function ofStrand(cases: readonly CaseState[], key: string): CaseState[] {
  return cases.filter((state) => state.key?.startsWith(`${key}/`)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * Judges by the clock what stands now: targets, means to date, towns, sections, and what is silent. An episode opens one
 * case, is written into its log when it changes, and ends there; doing it again changes nothing.
 *
 * @throws QingshanError `changed-meanwhile` when others act on the same cases again and again
 */
export async function watchConditions(campaign: Campaign, evaluator: Evaluator): Promise<ConditionsWatched> {
  const { registry } = campaign.workspace;
  const act = campaign.act(SYSTEM);
  const today = todayOf(campaign.workspace);
  const when = { through: today, asOf: null, asOfText: null };
  const all = await readAll(campaign, { evaluator, when, today, now: act.at });
  const decisive = all.filter(({ reading }) => reading.holding !== 'unknown');
  return untilFirst(async () => {
    const { cases } = await registry.cases.list({ keysUnder: decisive.map(({ key }) => key) });
    const draft = new Draft(new Map(cases.map((state) => [state.id, state])), act);
    const next = await caseNumbers(registry, 'exceedance', act.at);
    const [opened, goesOn, ended]: [string[], string[], string[]] = [[], [], []];
    for (const read of decisive) {
      const { rule, reading, key } = read;
      const { figure, holding, site, parameter } = reading;
      const step = stepOf(holding, figure, ofStrand(cases, key));
      const before = figure && draft.all().find((state) => state.key === `${key}/${figure.at}`);
      if (step?.do === 'open' && figure && !before) {
        const id = next();
        open(campaign, read, figure, draft, id, act);
        opened.push(id);
      } else if ((step?.do === 'go-on' || step?.do === 'open') && figure) {
        // What has ended and begins again under the same day or hour is not over.
        const { id } = step.do === 'go-on' ? step.case : (before ?? { id: '' });
        const strand = { rule: rule.id, site, parameter };
        draft.add(id, [{ type: 'exceeded', data: { strand, figures: [figure], batch: null } }]);
        goesOn.push(id);
      } else if (step?.do === 'end') {
        draft.add(step.case.id, [{ type: 'exceedance-ended', data: { at: formatMoment(act.at) } }]);
        ended.push(step.case.id);
      }
    }
    if (draft.entries.length > 0) await registry.cases.change({ entries: draft.entries }, act);
    return { opened, goesOn, ended };
  });
}
