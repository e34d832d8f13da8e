import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EvidenceList } from '../loop/evidence-list.tsx';
import { Failed } from '../shared/loaded.tsx';
import { useText } from '../shared/use-text.ts';
import { checkEnterprise, useResponseStep, when, type Check, type ResponseDetail } from './response-queries.ts';

/** Every check that was recorded, the newest first. @param only what was violated */
export function CheckTable({ detail, only }: { readonly detail: ResponseDetail; readonly only: boolean }) {
  const { t } = useTranslation();
  const rows = only ? detail.checks.filter((check) => !check.kept && check.withdrawn === null) : detail.checks;
  if (rows.length === 0) return <p className="empty">{t('responses.noCheck')}</p>;
  return (
    <div className="scroll">
      <table className="responses cards">
        <thead>
          <tr>
            <th>{t('responses.column.enterprise')}</th>
            <th>{t('responses.column.checkedAt')}</th>
            <th>{t('responses.column.found')}</th>
            <th>{t('responses.column.ordered')}</th>
            <th>{t('responses.column.by')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((check) => (
            <Row key={`${check.enterprise} ${check.number}`} id={detail.row.id} check={check} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ id, check }: { readonly id: string; readonly check: Check }) {
  const { t } = useTranslation();
  const text = useText();
  const { withdrawn, position } = check;
  return (
    <tr>
      <th scope="row">
        {check.enterpriseName}
        <small>
          {check.enterprise} · {text(check.levelName)}
        </small>
      </th>
      <td className="nowrap">
        {when(check.at)}
        {position ? (
          <small>
            {position.latitude.toFixed(4)}°, {position.longitude.toFixed(4)}°
          </small>
        ) : null}
      </td>
      <td>
        {withdrawn ? (
          <span>{t('responses.check.withdrawn', { by: withdrawn.by, reason: withdrawn.reason })}</span>
        ) : (
          <span className={check.kept ? '' : 'silent'}>
            {t(check.kept ? 'responses.check.kept' : 'responses.check.notKept')}
          </span>
        )}
        <small>{check.seen}</small>
        <EvidenceList ids={check.evidence} />
      </td>
      <td data-label={t('responses.column.ordered')}>{check.ordered === '' ? '–' : check.ordered}</td>
      <td>
        {check.by}
        {check.mayWithdraw ? <Withdraw id={id} check={check} /> : null}
      </td>
    </tr>
  );
}

function Withdraw({ id, check }: { readonly id: string; readonly check: Check }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const back = useResponseStep(() =>
    checkEnterprise(id, { do: 'withdraw', enterprise: check.enterprise, number: check.number, reason }),
  );
  return (
    <details className="screen-only">
      <summary>{t('responses.check.withdraw')}</summary>
      <form
        onSubmit={(e) => {
          e.preventDefault();
          back.mutate(undefined);
        }}
      >
        <label className="field">
          {t('responses.reason')}
          <input required maxLength={500} value={reason} onChange={(e) => setReason(e.target.value)} />
        </label>
        <button type="submit" disabled={back.isPending}>
          {t('responses.check.withdraw')}
        </button>
      </form>
      {back.isError ? <Failed error={back.error} title={t('responses.notDone')} /> : null}
    </details>
  );
}
