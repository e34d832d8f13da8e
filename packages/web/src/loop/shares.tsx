import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { Failed } from '../shared/loaded.tsx';
import { useMay } from '../shared/use-may.ts';
import { useText } from '../shared/use-text.ts';
import { changeDispatch } from './loop-queries.ts';
import { useStep } from './use-step.ts';

type SharesOf = NonNullable<Schemas['MeasurePage']['shares']>;

/** Whole parts that differ by one at most; the first ones take what is left. */
function evenly(target: string, parts: number): string[] {
  const [whole, each] = [Number(target), Math.floor(Number(target) / parts)];
  const left = Math.round(whole - each * parts);
  return Array.from({ length: parts }, (_, i) => String(i < left ? each + 1 : each));
}

/** The quantity of a measure split among its units, each of the 13 towns for itself, with the sum against the whole. */
export function Shares({ shares }: { readonly shares: SharesOf }) {
  const { t } = useTranslation();
  const text = useText();
  const may = useMay('changeDispatch');
  const { target, sum, unit, rest, units } = shares;
  const [written, setWritten] = useState<readonly string[]>(units.map(({ share }) => share ?? ''));
  const save = useStep(async () => {
    for (const [i, { assignment, share, dispatched }] of units.entries()) {
      const next = written[i]?.trim() ? written[i].trim() : null;
      const assignments = [assignment];
      if (next === share) continue;
      await changeDispatch(
        dispatched ? { do: 'share', assignments, share: next } : { do: 'dispatch', assignments, share: next, note: '' },
      );
    }
  });
  if (units.length < 2 && units[0]?.share === null) return null;
  const isOver = rest !== null && rest.startsWith('-');
  return (
    <section aria-label={t('plans.measure.shares')}>
      <h3>{t('plans.measure.shares')}</h3>
      <p role="status" className={rest === null || rest === '0' ? undefined : 'doubt'}>
        {t('plans.measure.shareSum', { sum, unit, target: target ?? '–' })}
        {rest === null || rest === '0'
          ? ''
          : t(isOver ? 'plans.measure.shareOver' : 'plans.measure.shareShort', { rest: rest.replace('-', ''), unit })}
      </p>
      {may ? (
        <form
          className="filters"
          onSubmit={(e) => {
            e.preventDefault();
            save.mutate(undefined);
          }}
        >
          {units.map((own, i) => (
            <label key={own.assignment} className="field">
              {text(own.unitName)}
              <input
                inputMode="decimal"
                pattern="\d+(\.\d+)?"
                size={6}
                value={written[i]}
                onChange={(e) => setWritten(written.with(i, e.target.value))}
              />
            </label>
          ))}
          {target === null || !/^\d+$/.test(target) ? null : (
            <button type="button" onClick={() => setWritten(evenly(target, units.length))}>
              {t('plans.measure.split')}
            </button>
          )}
          <button type="submit" disabled={save.isPending}>
            {t('plans.measure.saveShares')}
          </button>
          {save.isError ? <Failed error={save.error} /> : null}
        </form>
      ) : (
        <ul>
          {units.map((own) => (
            <li key={own.assignment}>
              {text(own.unitName)} {own.share ?? '–'}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
