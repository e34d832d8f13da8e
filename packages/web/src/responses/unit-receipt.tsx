import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { CheckField } from '../shared/fields.tsx';
import { Failed } from '../shared/loaded.tsx';
import { receiveAlert, useResponseStep, when, type ResponseDetail } from './response-queries.ts';

/** What a notified unit does: confirm, and say which of its enterprises have. */
export function UnitReceipt({ detail }: { readonly detail: ResponseDetail }) {
  const { t } = useTranslation();
  const [note, setNote] = useState('');
  const { mayReceive: unit, own, row } = detail;
  const step = useResponseStep((body: Schemas['ReceiptInput']) => receiveAlert(row.id, unit ?? '', body));
  const mine = detail.units.find(({ id }) => id === unit);
  if (unit === null || !mine) return null;
  const told = (key: string): boolean => detail.enterprises.some((one) => one.key === key && one.told !== null);
  const names = new Map(detail.enterprises.map((one) => [one.key, one]));
  const open = own.filter((key) => !told(key));
  return (
    <section className="response-step" aria-label={t('responses.receipt.title')}>
      <h2>{t('responses.receipt.title')}</h2>
      {mine.confirmedAt ? (
        <p>
          {t('responses.receipt.confirmed', { at: when(mine.confirmedAt), by: mine.confirmedBy ?? '' })}{' '}
          <button
            type="button"
            className="link"
            disabled={step.isPending}
            onClick={() => step.mutate({ do: 'unconfirm' })}
          >
            {t('responses.receipt.unconfirm')}
          </button>
        </p>
      ) : (
        <>
          <label className="field">
            {t('responses.receipt.note')}
            <input maxLength={500} value={note} onChange={(e) => setNote(e.target.value)} />
          </label>
          <span className="actions">
            <button
              type="button"
              className="primary"
              disabled={step.isPending}
              onClick={() => step.mutate({ do: 'confirm', note })}
            >
              {t('responses.receipt.confirm')}
            </button>
          </span>
        </>
      )}
      {own.length === 0 ? (
        <p className="note">{t('responses.receipt.noneOwn')}</p>
      ) : (
        <fieldset className="field">
          <legend>{t('responses.receipt.own')}</legend>
          {own.map((key) => (
            <CheckField
              key={key}
              name={`${names.get(key)?.name ?? key}${t('responses.colon')}${names.get(key)?.measure ?? ''}`}
              value={told(key)}
              set={(value) => step.mutate({ do: value ? 'tell' : 'untell', enterprises: [key] })}
            />
          ))}
          {open.length > 1 ? (
            <button
              type="button"
              disabled={step.isPending}
              onClick={() => step.mutate({ do: 'tell', enterprises: open })}
            >
              {t('responses.receipt.tellAll')}
            </button>
          ) : null}
        </fieldset>
      )}
      {step.isError ? <Failed error={step.error} title={t('responses.notDone')} /> : null}
    </section>
  );
}
