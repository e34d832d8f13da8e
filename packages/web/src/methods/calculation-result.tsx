import { displayUnit, toBeChecked } from '@qingshan/kernel';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { Details } from '../explain/explanation.tsx';
import { Steps, Warnings } from '../explain/steps.tsx';
import { VerdictWords } from '../explain/verdict-words.tsx';
import '../explain/explanation.css';
import { figureText } from '../shared/format.ts';
import { useCompleteness } from '../shared/use-completeness.ts';
import { useUnit } from '../shared/use-text.ts';

export function CalculationResult({ result: r }: { readonly result: Schemas['Calculation'] }) {
  const { t } = useTranslation();
  const complete = useCompleteness();
  const unit = useUnit()(r.unit, displayUnit(r.unit));
  return (
    <div className="calculation" aria-live="polite">
      <h3>{t('methods.result')}</h3>
      <p className="answer">
        <b>{figureText(r.shown)}</b> <small>{unit}</small>
      </p>
      <VerdictWords of={{ ...r, toBeChecked: toBeChecked(r).length > 0 }} unit={unit} />
      <p>{complete(r.completeness)}</p>
      <Warnings of={r.warnings} />
      <h3>{t('explain.steps')}</h3>
      <Steps trace={r.trace} />
      <Details of={r.details} />
    </div>
  );
}
