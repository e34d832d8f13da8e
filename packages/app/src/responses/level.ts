import type { RoundContent } from '@qingshan/campaign';
import { parseDay, parseMoment, QingshanError, type Assessment, type Localized } from '@qingshan/kernel';
import { ALERT_LEVELS, editionFor, methodById, runMethod, type AlertLevel } from '@qingshan/methods';
import type { RoundInput } from '../views/index.ts';
import type { Workspace } from '../workspace.ts';
import { methodContext } from '../workspace.ts';

const METHOD = 'alerts.heavy-pollution';

/** The level that follows from a forecast by the alert plan of its first day. @throws QingshanError `bad-input`, `no-edition` */
export function proposalOf(
  workspace: Workspace,
  { regime, forecast }: Pick<RoundInput, 'regime' | 'forecast'>,
): { readonly assessment: Assessment; readonly proposed: AlertLevel | null; readonly edition: string } {
  const first = parseDay(forecast.first);
  if (first === null) {
    throw new QingshanError('bad-report', {
      why: { zh: '预报第一天不是日期', en: 'the first day of the forecast is no date' },
    });
  }
  const input = { first: forecast.first, forecast: forecast.aqi, regime };
  const context = methodContext(workspace);
  const assessment = runMethod(methodById(METHOD), input, context);
  const proposed = ALERT_LEVELS.find((level) => level === assessment.details['level']) ?? null;
  return { assessment, proposed, edition: editionFor(context, `alert-${regime}`, first).id };
}

/** The levels that an alert plan knows, mildest first, with its names for them. */
export function levelsIn({ standards }: Workspace, edition: string): { level: AlertLevel; name: Localized }[] {
  const document = standards.edition(edition);
  return ALERT_LEVELS.flatMap((level) => {
    const name = document.find('names', { level })?.text;
    return name ? [{ level, name }] : [];
  });
}

/** The name of a level in the alert plan that applied: 橙色预警. */
export function levelName(
  workspace: Workspace,
  { level, edition }: { readonly level: AlertLevel; readonly edition: string },
): Localized {
  return levelsIn(workspace, edition).find((known) => known.level === level)?.name ?? { zh: level, en: level };
}

/** What a form says, with what follows from its forecast. @throws QingshanError `bad-report` */
export function roundOf(workspace: Workspace, { starts, ...input }: RoundInput): RoundContent {
  const moment = parseMoment(starts);
  if (moment === null) {
    throw new QingshanError('bad-report', { why: { zh: '没有填写开始时间', en: 'when it begins is missing' } });
  }
  const { proposed, edition } = proposalOf(workspace, input);
  if (!levelsIn(workspace, edition).some(({ level }) => level === input.level)) {
    const { number } = workspace.standards.edition(edition);
    throw new QingshanError('bad-report', {
      why: { zh: `${number}没有这一级别`, en: `${number} has no such level` },
    });
  }
  const { level, basis, regime, forecast } = input;
  return { level, basis, regime, forecast, starts: moment, edition, proposed };
}
