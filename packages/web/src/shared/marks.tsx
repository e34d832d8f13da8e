import { isToBeChecked } from '@qingshan/kernel';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { standingOf } from './standing.ts';

type Assessment = Parameters<typeof standingOf>[0] & { readonly toBeChecked?: boolean };

/** What a reader must know about a figure, in words beside it. */
export function Marks({ of }: { readonly of: Assessment }) {
  const { t } = useTranslation();
  const standing = standingOf(of);
  return (
    <span className="marks">
      {standing === 'firm' ? null : <abbr title={t(`standing.${standing}Long`)}>{t(`standing.${standing}`)}</abbr>}
      {of.toBeChecked === true ? <ToBeChecked title={t('mark.toBeCheckedLong')} /> : null}
    </span>
  );
}

export function ToBeChecked({ title }: { readonly title: string }) {
  const { t } = useTranslation();
  return (
    <abbr className="check" title={title}>
      {t('mark.toBeChecked')}
    </abbr>
  );
}

/** How sure the transcription of a clause is; nothing when it was read in the document. */
export function Certainty({ clause }: { readonly clause: Schemas['ClauseRef'] }) {
  const { t } = useTranslation();
  if (clause.confirmed === true) return <abbr title={t('certainty.confirmed')}>✓</abbr>;
  return isToBeChecked(clause.certainty) ? <ToBeChecked title={t(`certainty.${clause.certainty}`)} /> : null;
}

export function Simulated({ when = true }: { readonly when?: boolean }) {
  const { t } = useTranslation();
  return when ? (
    <abbr className="simulated" title={t('app.simulatedLong')}>
      {t('app.simulated')}
    </abbr>
  ) : null;
}
