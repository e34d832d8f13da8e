import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { Failed } from '../shared/loaded.tsx';
import { ruleOnResponse, useResponseStep, type ResponseDetail } from './response-queries.ts';
import { RoundFields } from './round-fields.tsx';

const ENDINGS = ['lift', 'resume', 'withdraw'] as const;

/** What the office may decide now: raise or lower, lift, resume, take back. */
export function OfficeSteps({ detail }: { readonly detail: ResponseDetail }) {
  const { t } = useTranslation();
  const { row, seq: seen, now, may } = detail;
  const rule = useResponseStep((body: Schemas['ResponseRuling']) => ruleOnResponse(row.id, body));
  if (may.length === 0) return null;
  return (
    // A form begins anew when the response has changed.
    <section className="response-step" key={seen} aria-label={t('responses.office.title')}>
      <h2>{t('responses.office.title')}</h2>
      {ENDINGS.filter((verb) => may.includes(verb)).map((verb) => (
        <Ending
          key={verb}
          verb={verb}
          busy={rule.isPending}
          run={(reason) => rule.mutate({ do: verb, reason, seen })}
        />
      ))}
      {may.includes('change') ? (
        <details>
          <summary>{t('responses.office.change')}</summary>
          <RoundFields
            today={now.slice(0, 10)}
            send={t('responses.office.changeGo')}
            busy={rule.isPending}
            error={null}
            run={(round) => rule.mutate({ do: 'change', ...round, seen })}
          />
        </details>
      ) : null}
      {rule.isError ? <Failed error={rule.error} title={t('responses.notDone')} /> : null}
    </section>
  );
}

interface EndingProps {
  readonly verb: (typeof ENDINGS)[number];
  readonly busy: boolean;
  readonly run: (reason: string) => void;
}

function Ending({ verb, busy, run }: EndingProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  return (
    <details>
      <summary>{t(`responses.office.${verb}`)}</summary>
      <form
        className="response-form"
        onSubmit={(e) => {
          e.preventDefault();
          run(reason);
        }}
      >
        <label className="field">
          {t('responses.reason')}
          <input required maxLength={500} value={reason} onChange={(e) => setReason(e.target.value)} />
        </label>
        <span className="actions">
          <button type="submit" disabled={busy}>
            {t(`responses.office.${verb}Go`)}
          </button>
        </span>
      </form>
    </details>
  );
}
