import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { Go } from '../shared/go.tsx';
import { useText } from '../shared/use-text.ts';

const FIRST = 10;

/** The measures of the plan that are meant to reach the target. */
export function LinkedMeasures({ measures }: { readonly measures: Schemas['TargetDetail']['measures'] }) {
  const { t } = useTranslation();
  const text = useText();
  const [all, setAll] = useState(false);
  const hidden = all ? 0 : Math.max(0, measures.length - FIRST);
  return (
    <section>
      <h2>
        {t('target.measures')} <small className="note">{t('plan.measureCount', { count: measures.length })}</small>
      </h2>
      {measures.length === 0 ? <p className="note">{t('target.measuresNone')}</p> : null}
      <ul className="linked">
        {(all ? measures : measures.slice(0, FIRST)).map((m) => (
          <li key={m.id}>
            <Go to={`/plan#${m.id}`}>{text(m.title)}</Go>
            <span className="note">
              {m.id} · {t('target.lead')} {m.lead.map((unit) => text(unit)).join(t('app.listSep'))}
            </span>
          </li>
        ))}
      </ul>
      {hidden === 0 ? null : (
        <button type="button" className="screen-only" onClick={() => setAll(true)}>
          {t('target.moreMeasures', { count: hidden })}
        </button>
      )}
    </section>
  );
}
