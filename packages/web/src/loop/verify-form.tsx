import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { Failed } from '../shared/loaded.tsx';
import { verifyReport, type ReportDetail } from './loop-queries.ts';
import { useStep } from './use-step.ts';

/** What a second person says of a report: accept, return with a reason, or re-check later. */
export function VerifyForm({ report }: { readonly report: ReportDetail }) {
  const { t } = useTranslation();
  const [remark, setRemark] = useState('');
  const verify = useStep((body: Schemas['VerificationInput']) => verifyReport(report.id, body));
  const may = (what: ReportDetail['may'][number]): boolean => report.may.includes(what);
  if (!may('accept') && !may('recheck') && !may('reopen')) return null;
  const seen = report.seq;
  const run = (body: Schemas['VerificationInput']) => verify.mutate(body, { onSuccess: () => setRemark('') });
  return (
    <form className="form" onSubmit={(e) => e.preventDefault()}>
      {may('accept') || may('recheck') ? (
        <label className="field">
          {t(may('accept') ? 'loop.verify.remark' : 'loop.verify.recheckRemark')}
          <textarea rows={2} maxLength={2000} value={remark} onChange={(e) => setRemark(e.target.value)} />
        </label>
      ) : null}
      {verify.isError ? <Failed error={verify.error} /> : null}
      <span className="actions">
        {may('accept') ? (
          <>
            <button
              type="button"
              className="primary"
              disabled={verify.isPending}
              onClick={() => run({ do: 'accept', remark, seen })}
            >
              {t('loop.verify.accept')}
            </button>
            <button type="button" disabled={verify.isPending} onClick={() => run({ do: 'return', remark, seen })}>
              {t('loop.verify.return')}
            </button>
          </>
        ) : !may('recheck') ? null : (
          [true, false].map((holds) => (
            <button
              key={String(holds)}
              type="button"
              disabled={verify.isPending}
              onClick={() => run({ do: 'recheck', holds, remark, seen })}
            >
              {t(holds ? 'loop.verify.holds' : 'loop.verify.holdsNot')}
            </button>
          ))
        )}
        {may('reopen') ? (
          <button type="button" disabled={verify.isPending} onClick={() => run({ do: 'reopen', seen })}>
            {t('loop.verify.reopen')}
          </button>
        ) : null}
      </span>
    </form>
  );
}
