import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { momentText } from '../shared/format.ts';
import { Failed } from '../shared/loaded.tsx';
import { useMay } from '../shared/use-may.ts';
import { useText } from '../shared/use-text.ts';
import { excludeHours, keepHours, useJudging, type Suspect } from './quality-queries.ts';
import { SuspectChart } from './suspect-chart.tsx';

/** `08-03 05:00`, or from one hour to another */
export function hoursText(first: string, last: string): string {
  return first === last ? momentText(first) : `${momentText(first)} – ${momentText(last)}`;
}

/** One stretch of hours that looks wrong, for a person to judge. */
export function SuspectCard({ suspect, unit }: { readonly suspect: Suspect; readonly unit: string }) {
  const { t } = useTranslation();
  const text = useText();
  const may = useMay('excludeHours');
  const [note, setNote] = useState('');
  const exclude = useJudging(excludeHours);
  const keep = useJudging(keepHours);
  const { site, parameter, check, first, last } = suspect;
  const body = { site, parameter, check, first, last, note };
  const [name, hours, reason] = [text(suspect.siteName), hoursText(first, last), text(suspect.why)];
  const busy = exclude.isPending || keep.isPending;
  const error = exclude.error ?? keep.error;
  return (
    <article className="suspect">
      <h3>
        {name} <span className="chip">{text(suspect.checkName)}</span>
      </h3>
      <p>
        {t('quality.when', { hours, count: suspect.hours })} {reason}
      </p>
      <SuspectChart suspect={suspect} unit={unit} label={`${name} ${hours} ${reason}`} />
      {may ? (
        <form className="screen-only judge" onSubmit={(e) => e.preventDefault()}>
          <label className="field">
            {t('quality.note')}
            <input
              value={note}
              maxLength={500}
              placeholder={t('quality.noteHint')}
              onChange={(e) => setNote(e.target.value)}
            />
          </label>
          <button type="button" disabled={busy || note.trim() === ''} onClick={() => exclude.mutate(body)}>
            {t('quality.exclude')}
          </button>
          <button type="button" disabled={busy || note.trim() === ''} onClick={() => keep.mutate(body)}>
            {t('quality.keep')}
          </button>
        </form>
      ) : null}
      {error ? <Failed error={error} /> : null}
    </article>
  );
}
