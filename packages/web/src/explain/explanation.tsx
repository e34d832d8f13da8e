import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { download } from '../shared/download.ts';
import { figureText } from '../shared/format.ts';
import { Go } from '../shared/go.tsx';
import { Simulated } from '../shared/marks.tsx';
import { useCompleteness } from '../shared/use-completeness.ts';
import { NumberList } from '../shared/number-list.tsx';
import { usePeriodText } from '../shared/use-period-text.ts';
import { useText, useUnit } from '../shared/use-text.ts';
import { InputRows } from './input-rows.tsx';
import { Steps, Warnings } from './steps.tsx';
import { VerdictWords } from './verdict-words.tsx';

/** How a figure came about, from the answer down to its hourly rows. */
export function Explanation({ assessment: a }: { readonly assessment: Schemas['Assessment'] }) {
  const { t } = useTranslation();
  const text = useText();
  const complete = useCompleteness();
  const periodText = usePeriodText();
  const unit = useUnit()(a.unit, a.unitText);
  return (
    <>
      <p className="sub">
        {text(a.title)} · {text(a.scopeText)} · {periodText(a.period)} <Simulated when={a.simulated} />
      </p>
      <p className="answer">
        <b>{figureText(a.shown)}</b> <small>{unit}</small>{' '}
        {isRounded(a) ? (
          <small className="exact">
            {t('explain.exact', { value: figureText(String(Number(a.value?.toPrecision(6)))) })}
          </small>
        ) : null}
      </p>
      <VerdictWords of={a} unit={unit} />
      {a.completeness === null ? null : (
        <p>
          {complete(a.completeness)}
          {a.completeness.required === null
            ? null
            : ` · ${t('complete.required', { required: a.completeness.required })}`}
        </p>
      )}
      <Warnings of={a.warnings} />
      <h3>{t('explain.steps')}</h3>
      <Steps trace={a.trace} />
      <Basis assessment={a} />
      <Details of={a.details} />
      <h3>{t('explain.data')}</h3>
      <InputRows id={a.id} />
      <p className="screen-only">
        <button
          type="button"
          onClick={() => download(`${a.id}.json`, 'application/json', `${JSON.stringify(a, null, 2)}\n`)}
        >
          {t('app.downloadJson')}
        </button>
      </p>
    </>
  );
}

/** Whether rounding took something away that a reader may want to see. */
const isRounded = (a: Schemas['Assessment']): boolean =>
  a.value !== null && Number.isFinite(Number(a.shown)) && Number(a.shown) !== a.value;

function Basis({ assessment: a }: { readonly assessment: Schemas['Assessment'] }) {
  const { t } = useTranslation();
  return (
    <>
      <h3>{t('explain.basis')}</h3>
      <dl className="pairs">
        <dt>{t('explain.edition')}</dt>
        <dd>
          <NumberList of={a.editions} />
        </dd>
        <dt>{t('explain.method')}</dt>
        <dd>
          <Go to={`/methods/${a.method}`}>{a.method}</Go> · {t('explain.version', { version: a.methodVersion })}
        </dd>
        <dt>{t('explain.through')}</dt>
        <dd>{a.through}</dd>
        <dt>{t('explain.asOf')}</dt>
        <dd>{a.asOf ?? t('explain.now')}</dd>
        <dt>
          <abbr title={t('explain.hashNote')}>{t('explain.hash')}</abbr>
        </dt>
        <dd>
          <code>{a.inputsHash}</code>
        </dd>
        <dt>{t('explain.id')}</dt>
        <dd>
          <code>{a.id}</code>
        </dd>
      </dl>
    </>
  );
}

export function Details({ of }: { readonly of: Schemas['Assessment']['details'] }) {
  const { t } = useTranslation();
  if (Object.keys(of).length === 0) return null;
  return (
    <details className="screen-only">
      <summary>{t('explain.details')}</summary>
      <pre className="json">{JSON.stringify(of, null, 2)}</pre>
    </details>
  );
}
