import { formatDay, parseDay } from '@qingshan/kernel';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { Clauses, Warnings } from '../explain/steps.tsx';
import { DateField, SelectField } from '../shared/fields.tsx';
import { Failed } from '../shared/loaded.tsx';
import { useText } from '../shared/use-text.ts';
import { previewResponse, type AlertLevel, type Preview } from './response-queries.ts';

export type RoundInput = Omit<Schemas['ResponseInput'], 'units'>;
const REGIMES = ['beijing', 'national'] as const;
const MOST_DAYS = 10;

interface Written {
  readonly regime: (typeof REGIMES)[number];
  readonly first: string;
  /** As typed; empty: no forecast */
  readonly aqi: readonly string[];
}

function forecastOf({ regime, first, aqi }: Written): Schemas['AlertForecastInput'] {
  return { regime, forecast: { first, aqi: aqi.map((text) => (text.trim() === '' ? null : Number(text))) } };
}

function dayAfter(first: string, days: number): string {
  const day = parseDay(first);
  return day === null ? String(days + 1) : formatDay(day + days);
}

interface RoundFieldsProps {
  /** `2024-11-02`: with it the forecast begins, unless said otherwise */
  readonly today: string;
  readonly send: string;
  readonly busy: boolean;
  readonly error: Error | null;
  /** More fields, once the level is known */
  readonly renderMore?: ((preview: Preview) => ReactNode) | undefined;
  readonly run: (round: RoundInput) => void;
}

/** The forecast, the level that follows from it, and the level that is issued. */
export function RoundFields({ today, send, busy, error, renderMore, run }: RoundFieldsProps) {
  const { t } = useTranslation();
  const [written, setWritten] = useState<Written>({ regime: 'beijing', first: today, aqi: ['', '', ''] });
  const preview = useMutation({ mutationFn: () => previewResponse(forecastOf(written)) });
  // What was worked out for another forecast no longer holds.
  const change = (some: Partial<Written>): void => {
    setWritten({ ...written, ...some });
    preview.reset();
  };
  const setDay = (i: number, text: string) => change({ aqi: written.aqi.with(i, text) });
  return (
    <>
      <form
        className="response-form"
        onSubmit={(e) => {
          e.preventDefault();
          preview.mutate();
        }}
      >
        <div className="row">
          <SelectField
            name={t('responses.form.regime')}
            value={written.regime}
            set={(value) => change({ regime: REGIMES.find((known) => known === value) ?? 'beijing' })}
          >
            {REGIMES.map((regime) => (
              <option key={regime} value={regime}>
                {t(`responses.regime.${regime}`)}
              </option>
            ))}
          </SelectField>
          <DateField name={t('responses.form.first')} value={written.first} set={(first) => change({ first })} />
        </div>
        <fieldset className="field">
          <legend>{t('responses.form.forecast')}</legend>
          <div className="row">
            {written.aqi.map((text, i) => {
              const day = dayAfter(written.first, i);
              return (
                <label key={day} className="field">
                  {day}
                  <input type="number" min={0} max={2000} value={text} onChange={(e) => setDay(i, e.target.value)} />
                </label>
              );
            })}
            {written.aqi.length < MOST_DAYS ? (
              <button type="button" className="link" onClick={() => change({ aqi: [...written.aqi, ''] })}>
                {t('responses.form.addDay')}
              </button>
            ) : null}
          </div>
        </fieldset>
        <span className="actions">
          <button type="submit" disabled={preview.isPending || written.aqi.every((text) => text.trim() === '')}>
            {t('responses.form.work')}
          </button>
        </span>
        {preview.isError ? <Failed error={preview.error} title={t('responses.form.notWorked')} /> : null}
      </form>
      {preview.data ? (
        <Decision
          preview={preview.data}
          send={send}
          busy={busy}
          error={error}
          renderMore={renderMore}
          run={(decided) => run({ ...forecastOf(written), ...decided })}
        />
      ) : null}
    </>
  );
}

interface DecisionProps extends Omit<RoundFieldsProps, 'today' | 'run'> {
  readonly preview: Preview;
  readonly run: (decided: Pick<RoundInput, 'level' | 'starts' | 'basis'>) => void;
}

function Decision({ preview, send, busy, error, renderMore, run }: DecisionProps) {
  const { t } = useTranslation();
  const text = useText();
  const { levels, proposed, calculation, now } = preview;
  const [level, setLevel] = useState<AlertLevel | ''>(proposed ?? '');
  const [starts, setStarts] = useState(now);
  const [basis, setBasis] = useState('');
  const step = calculation.trace.at(-1);
  return (
    <form
      className="response-form"
      onSubmit={(e) => {
        e.preventDefault();
        if (level !== '') run({ level, starts, basis });
      }}
    >
      <section className="note" aria-live="polite">
        <b>
          {t('responses.form.proposed', {
            level: proposed ? text(levels.find((known) => known.level === proposed)?.name ?? { zh: '', en: '' }) : '–',
          })}
        </b>
        {step ? (
          <>
            <p>{text(step.detail)}</p>
            <Clauses of={step.clauses} />
          </>
        ) : null}
        <Warnings of={calculation.warnings} />
      </section>
      <div className="scroll">
        <table className="responses">
          <thead>
            <tr>
              <th>{t('responses.column.level')}</th>
              <th>{t('responses.form.acting')}</th>
              <th>{t('responses.form.cut')}</th>
            </tr>
          </thead>
          <tbody>
            {levels.map((known) => (
              <tr key={known.level}>
                <td>
                  <label className="check-field">
                    <input
                      type="radio"
                      name="level"
                      checked={level === known.level}
                      onChange={() => setLevel(known.level)}
                    />
                    {text(known.name)}
                  </label>
                </td>
                <td>{known.enterprises}</td>
                <td>{known.cut}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {level !== '' && level !== proposed ? <p className="note">{t('responses.form.other')}</p> : null}
      <div className="row">
        <label className="field">
          {t('responses.form.starts')}
          <input type="datetime-local" required value={starts} onChange={(e) => setStarts(e.target.value)} />
        </label>
      </div>
      <label className="field">
        {t('responses.form.basis')}
        <input required maxLength={500} value={basis} onChange={(e) => setBasis(e.target.value)} />
      </label>
      {renderMore?.(preview)}
      <span className="actions">
        <button type="submit" className="primary" disabled={busy || level === ''}>
          {send}
        </button>
      </span>
      {error ? <Failed error={error} title={t('responses.notDone')} /> : null}
    </form>
  );
}
