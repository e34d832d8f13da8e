import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SelectField } from '../shared/fields.tsx';
import { momentText } from '../shared/format.ts';
import { Failed } from '../shared/loaded.tsx';
import { useMay } from '../shared/use-may.ts';
import { useText } from '../shared/use-text.ts';
import { cancelMaintenance, planMaintenance, useJudging, type Review } from './quality-queries.ts';

type Windows = Review['maintenance'];

/** Planned maintenance of the month, and the form by which one is planned. */
export function Maintenance({ review }: { readonly review: Review }) {
  const { t } = useTranslation();
  const may = useMay('planMaintenance');
  return (
    <>
      {review.maintenance.length === 0 ? (
        <p className="empty">{t('quality.noMaintenance')}</p>
      ) : (
        <WindowTable of={review.maintenance} may={may} />
      )}
      {may ? <PlanForm review={review} /> : null}
    </>
  );
}

function WindowTable({ of, may }: { readonly of: Windows; readonly may: boolean }) {
  const { t } = useTranslation();
  const text = useText();
  const cancel = useJudging(cancelMaintenance);
  return (
    <div className="scroll">
      {cancel.error ? <Failed error={cancel.error} /> : null}
      <table className="cards">
        <thead>
          <tr>
            <th>{t('quality.site')}</th>
            <th>{t('quality.span')}</th>
            <th>{t('quality.parameter')}</th>
            <th>{t('quality.note')}</th>
            <th>{t('quality.plannedBy')}</th>
            {may ? <th className="screen-only">{t('quality.undo')}</th> : null}
          </tr>
        </thead>
        <tbody>
          {of.map((one) => (
            <tr key={one.id}>
              <th scope="row">{text(one.siteName)}</th>
              <td data-label={t('quality.span')}>
                {momentText(one.from)} – {momentText(one.to)}
              </td>
              <td data-label={t('quality.parameter')}>{one.parameter ?? t('quality.allParameters')}</td>
              <td data-label={t('quality.note')}>{one.reason}</td>
              <td data-label={t('quality.plannedBy')}>
                {one.by} {momentText(one.at)}
              </td>
              {may ? (
                <td className="screen-only">
                  <button type="button" disabled={cancel.isPending} onClick={() => cancel.mutate(one.id)}>
                    {t('quality.undo')}
                  </button>
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function PlanForm({ review: { places, parameter } }: { readonly review: Review }) {
  const { t } = useTranslation();
  const text = useText();
  const plan = useJudging(planMaintenance);
  const [site, setSite] = useState(places[0]?.id ?? '');
  const [only, setOnly] = useState(false);
  const [span, setSpan] = useState({ from: '', to: '' });
  const [reason, setReason] = useState('');
  const submit = (): void => {
    const input = { site, parameter: only ? parameter.id : null, ...span, reason };
    plan.mutate(input, { onSuccess: () => setReason('') });
  };
  const isReady = site !== '' && span.from !== '' && span.to !== '' && reason.trim() !== '';
  return (
    <details className="screen-only">
      <summary>{t('quality.plan')}</summary>
      <form
        className="judge"
        onSubmit={(e) => {
          e.preventDefault();
          submit();
        }}
      >
        <SelectField name={t('quality.site')} value={site} set={setSite}>
          {places.map((one) => (
            <option key={one.id} value={one.id}>
              {text(one.name)}
            </option>
          ))}
        </SelectField>
        <SelectField
          name={t('quality.parameter')}
          value={only ? 'one' : 'all'}
          set={(value) => setOnly(value === 'one')}
        >
          <option value="all">{t('quality.allParameters')}</option>
          <option value="one">{text(parameter.name)}</option>
        </SelectField>
        {(['from', 'to'] as const).map((end) => (
          <label key={end} className="field">
            {t(`quality.${end}`)}
            <input
              type="datetime-local"
              step={3600}
              value={span[end]}
              onChange={(e) => setSpan({ ...span, [end]: e.target.value })}
            />
          </label>
        ))}
        <label className="field">
          {t('quality.note')}
          <input value={reason} maxLength={500} onChange={(e) => setReason(e.target.value)} />
        </label>
        <button type="submit" disabled={plan.isPending || !isReady}>
          {t('quality.planIt')}
        </button>
        {plan.error ? <Failed error={plan.error} /> : null}
      </form>
    </details>
  );
}
