import { lightOf, stepDue, unitName, type CaseState } from '@qingshan/campaign';
import { formatMoment, QingshanError, type Moment } from '@qingshan/kernel';
import type { CaseRowView } from '../views/index.ts';
import type { Workspace } from '../workspace.ts';
import { topics, wordName } from './complaint-register.ts';

export function unknownCase(id: string): QingshanError {
  return new QingshanError('not-found', { what: { zh: '工单', en: 'case' }, id, hint: '' });
}

export function rowsOf(
  workspace: Pick<Workspace, 'district' | 'registers'>,
  cases: readonly CaseState[],
  now: Moment,
): CaseRowView[] {
  const { district } = workspace;
  const words = topics(workspace);
  return cases.map((state): CaseRowView => {
    const { content, unit, clock } = state;
    const light = lightOf(state, now);
    return {
      id: state.id,
      seq: state.seq,
      source: content.source,
      title: { zh: content.title, en: content.titleEn ?? content.title },
      topic: content.topic,
      topicName: wordName(words, content.topic),
      town: content.town,
      townName: content.town === null ? null : unitName(district, content.town),
      place: content.place,
      unit,
      unitName: unit === null ? null : unitName(district, unit),
      state: state.state,
      light,
      stage: light === null ? null : (clock?.stage ?? null),
      due: light === null || clock === null ? null : formatMoment(clock.due),
      received: formatMoment(content.received),
      repeats: state.absorbed.length,
      mergedInto: state.mergedInto,
      step: stepDue(state, district.cases, now)?.name ?? null,
      returns: state.returns,
      exclusionAsked: state.exclusion?.state === 'asked',
      simulated: content.simulated,
    };
  });
}
